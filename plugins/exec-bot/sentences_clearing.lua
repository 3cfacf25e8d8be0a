-- How people say it: examples in English and Arabic, by command. Words in braces are what the command takes. Nobody has to write just
-- these: what is like them is understood, too, in other words and forms and with slips of the finger. Add what your people say.

return {
  no_deadline = {
    "remove the deadline", "the {task} has no due date now", "there is no deadline for {task}", "scrap the due date of {task}", "remove the deadline of {task}", "remove the deadline from {task}", "no deadline for {task}", "{task} has no deadline", "{task} has no deadline any more",
    "delete the deadline", "delete the due date", "delete the due date of {task}", "remove the due date", "remove the due date from {task}", "clear the deadline",
    "clear the due date of {task}", "take the deadline off {task}", "take off the deadline", "drop the deadline", "drop the deadline of {task}", "cancel the deadline",
    "cancel the deadline of {task}", "get rid of the deadline", "it does not need a deadline", "{task} does not need a deadline", "{task} is not due any more",
    "without a deadline please", "make {task} open ended", "no due date for {task}", "no deadline please", "unset the due date of {task}", "take away the date of {task}",
    "احذف الموعد", "شيل الديدلاين", "شيل الديدلاين عن {task}", "{task} مالوش معاد", "{task} مالهاش ميعاد", "{task} من غير معاد", "احذف موعد {task}", "احذف موعدها", "أزل الموعد", "أزل موعد {task}", "أزل الموعد النهائي", "الغ الموعد", "ألغ موعد {task}", "ألغ الموعد النهائي للمهمة {task}",
    "بدون موعد", "بلا موعد", "{task} بدون موعد", "اجعلها بلا موعد", "اجعل {task} بلا موعد", "خليها من غير معاد", "خلي {task} من غير ميعاد", "شيل المعاد", "شيل الميعاد من {task}",
    "شيل معادها", "شيل الموعد من {task}", "مالهاش معاد", "امسح الموعد", "امسح تاريخ {task}", "ما لها موعد", "خلها بدون موعد", "خل {task} بدون موعد", "ابي اشيل موعد {task}",
    "بدي شيل الموعد عن {task}", "بلا تاريخ لـ{task}", "ليس لها موعد", "الغي التاريخ من {task}",
  },
  no_project = {
    "take it out of the project", "{task} should not be in a project", "{task} should be in no project", "take {task} out of the project", "take {task} out of its project", "remove it from the project", "remove {task} from its project",
    "remove {task} from the project", "take it off the project", "it belongs to no project", "{task} belongs to no project", "no project for {task}", "no project for it",
    "detach {task} from the project", "unlink {task} from its project", "move it out of the project", "move {task} out of its project", "pull {task} out of the project",
    "{task} is not part of the project any more", "{task} does not belong to the project", "drop {task} from the project", "clear the project of {task}",
    "get it out of that project", "أخرجها من المشروع", "أخرج {task} من المشروع", "أخرج المهمة {task} من مشروعها", "أزلها من المشروع", "أزل {task} من المشروع", "شيلها من المشروع",
    "شيل {task} من المشروع", "شيلها من البروجكت", "طلعها من المشروع", "طلع {task} من المشروع", "طلعها برا المشروع", "احذفها من المشروع", "انقلها خارج المشروع", "بدون مشروع",
    "اجعل {task} بلا مشروع", "خليها من غير مشروع", "خلها بدون مشروع", "ابي اطلع {task} من المشروع", "بدي طلّع {task} من المشروع", "شيلا من المشروع", "افصل {task} عن المشروع",
    "{task} ليست ضمن المشروع بعد الآن",
  },
  no_priority = {
    "remove the priority", "remove the priority of {task}", "remove the priority from {task}", "no priority for {task}", "clear the priority", "clear the priority of {task}",
    "delete the priority of {task}", "take the priority off {task}", "take away the priority", "reset the priority of {task}", "drop the priority of {task}",
    "it does not need a priority", "{task} needs no priority", "without a priority", "unset the priority", "احذف الأولوية", "احذف أولوية {task}", "أزل الأولوية", "أزل أولوية {task}",
    "ألغ الأولوية", "ألغ أولوية {task}", "بدون أولوية", "{task} بدون أولوية", "شيل الأولوية", "شيل الأولوية من {task}", "شيل أولويتها", "خليها من غير أولوية", "خلها بدون أولوية",
    "امسح الأولوية", "بدي شيل الأولوية عن {task}", "ابي اشيل الأولوية من {task}",
  },
  unassign = {
    "unassign it", "clear who has {task}", "clear who is assigned to {task}", "take {task} off whoever has it", "nobody does {task}", "unassign {task}", "unassign the {task}", "unassign task {task}", "remove the assignee", "remove the assignee of {task}", "remove the assignee from {task}",
    "clear the assignee of {task}", "{task} is nobody's", "nobody is to do {task}", "take {task} away from them", "no assignee for {task}", "take the assignee off {task}",
    "give {task} to nobody", "it is not assigned to anyone any more", "{task} should not be assigned to anybody", "ألغ إسناد {task}", "ألغ الإسناد", "الغ اسناد المهمة {task}",
    "أزل المسؤول عن {task}", "أزل المكلف بـ{task}", "احذف المسؤول عن {task}", "لا أحد مسؤول عن {task}", "شيل المسؤول من {task}", "شيل اللي ماسك {task}", "{task} مش على حد",
    "خليها مش على حد", "الغي تكليف {task}", "ألغ تكليفها", "ابي الغي اسناد {task}", "بدي الغي اسناد {task}", "{task} ما عاد حدا مسؤول عنها",
  },
}
