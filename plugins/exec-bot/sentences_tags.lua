-- How people say it: examples in English and Arabic, by command. Words in braces are what the command takes. Nobody has to write just
-- these: what is like them is understood, too, in other words and forms and with slips of the finger. Add what your people say.

return {
  tag = {
    "tag {task} with {with}", "tag {task} as {with}", "tag it as {with}", "tag it with {with}", "tag task {task} with {with}", "tag the {task} as {with}",
    "label {task} as {with}", "label {task} with {with}", "label it {with}", "add the tag {with} to {task}", "add the tag {with}", "add tag {with} to {task}",
    "put the tag {with} on {task}", "put a {with} tag on {task}", "put the label {with} on {task}", "give {task} the tag {with}", "give it the label {with}",
    "set the tag {with} on {task}", "add the label {with} to {task}", "add a tag {with} to number {task}", "tags for {task}: {with}",
    "please tag the {task} task with {with}", "could you label {task} {with}", "mark it with the tag {with}", "attach the tag {with} to {task}",
    "use the tag {with} for {task}", "{task} should have the tag {with}",
    "ضع وسم {with} على المهمة {task}", "ضع وسم {with} على المهمة", "ضع وسم {with} على {task}", "أضف وسم {with} إلى {task}", "أضف وسم {with} للمهمة {task}",
    "أضف الوسم {with}", "وسم {task} {with}", "ضع وسم {with} عليها", "أضف وسم {with} إليها", "حط وسم {with} على {task}", "حط تاج {with} على {task}",
    "حط عليها تاج {with}", "ضيف تاج {with} على {task}", "ضيف تاج {with} للمهمة {task}", "ضيف وسم {with} عليها", "حط هاشتاق {with} على {task}",
    "حط لها وسم {with}", "علم {task} بوسم {with}", "اعمل تاج {with} على {task}", "ابي وسم {with} على {task}", "سوي لها تاق {with}", "حط تاق {with} على {task}",
    "بدي حط وسم {with} ع {task}", "حطلي وسم {with} ع {task}", "صنف {task} تحت وسم {with}", "اجعل وسم {task} {with}", "من فضلك أضف الوسم {with} إلى المهمة {task}",
  },
  untag = {
    "remove the tag {tag}", "{task} should not have the tag {tag}", "{task} does not need the {tag} tag", "remove the tag {tag} from {task}", "remove the {tag} tag", "remove the {tag} tag from {task}", "remove tag {tag} from {task}",
    "delete the tag {tag}", "delete the tag {tag} from {task}", "take the tag {tag} off {task}", "take off the tag {tag}", "take the {tag} tag off",
    "untag {task}", "untag it", "untag {task} from {tag}", "remove the label {tag}", "remove the label {tag} from {task}", "drop the tag {tag}",
    "drop the {tag} label from {task}", "remove all tags from {task}", "remove its tags", "clear the tags of {task}", "it should not be tagged {tag}",
    "{task} no longer needs the tag {tag}", "get rid of the tag {tag} on {task}", "احذف وسم {tag}", "احذف وسم {tag} من {task}", "احذف الوسم {tag} من المهمة {task}",
    "أزل وسم {tag}", "أزل الوسم {tag} عن {task}", "أزل وسم {tag} من المهمة {task}", "شيل وسم {tag}", "شيل تاج {tag} من {task}", "شيل التاج {tag} من على {task}",
    "شيل الوسوم من {task}", "امسح وسم {tag}", "امسح التاج {tag} عن {task}", "الغ وسم {tag}", "الغي الوسم {tag} من {task}", "احذف كل الوسوم من {task}",
    "أزل جميع الوسوم عن {task}", "ابي اشيل وسم {tag} من {task}", "بدي شيل وسم {tag} عن {task}", "شيل هاشتاق {tag} من {task}",
  },
  tagged = {
    "which tasks carry the {tag} tag", "what carries the tag {tag}",
    "tagged {tag}", "all that is tagged {tag}",     "show tasks tagged {tag}", "show me the tasks tagged {tag}", "tasks tagged {tag}", "tasks with the tag {tag}", "tasks with tag {tag}", "list everything tagged {tag}",
    "what is tagged {tag}", "what is tagged with {tag}", "which tasks are tagged {tag}", "which tasks have the tag {tag}", "show all tasks with the label {tag}",
    "list the tasks labelled {tag}", "everything with the tag {tag}", "show me the tag {tag}", "show the {tag} tag", "tasks under the tag {tag}",
    "give me what has the tag {tag}", "anything tagged {tag}", "do we have tasks tagged {tag}", "filter by tag {tag}", "open tasks tagged {tag}",
    "اعرض المهام بوسم {tag}", "اعرض مهام وسم {tag}", "المهام بوسم {tag}", "المهام التي عليها وسم {tag}", "ما المهام التي عليها وسم {tag}", "المهام الموسومة {tag}",
    "ما المهام الموسومة بـ{tag}", "وريني المهام اللي عليها تاج {tag}", "هات اللي عليه وسم {tag}", "ايه المهام اللي عليها تاج {tag}", "وش المهام اللي عليها وسم {tag}",
    "عطني كل شي عليه تاق {tag}", "شو المهام اللي عليها وسم {tag}", "فرجيني المهمات بوسم {tag}", "كل المهام بهاشتاق {tag}", "أرني كل ما عليه وسم {tag}",
  },
  tags = {
    "which tags are there", "what tags do we use", "show me all tags", "list the tags", "which tags do we have", "show tags", "all the labels",
    "what labels are there", "ما هي الوسوم", "اعرض الوسوم", "ما الوسوم المستخدمة", "كل الوسوم", "ايه التاجات اللي عندنا", "وش الوسوم الموجودة", "شو الوسوم الموجودة",
  },
}
