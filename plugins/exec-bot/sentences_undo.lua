-- How people say it: examples in English and Arabic, by command. Words in braces are what the command takes. Nobody has to write just
-- these: what is like them is understood, too, in other words and forms and with slips of the finger. Add what your people say.

return {
  redo = {
    "put back the change you have just undone", "bring back what you just undid", "i want the change back after all",
    "redo", "redo that", "undo the undo", "undo my undo", "undo my last undo", "no wait, redo it please", "redo what i took back", "undo that undo", "take back the undo", "do it again after all", "i want it after all", "redo the last change",
    "put back what i just undid", "redo please", "reapply the change", "reapply what i took back", 
    "bring back what i just undid", "i should not have undone that", "cancel the undo", "the undo was a mistake",
    "i did not want to undo that", "إعادة", "أعد ما تراجعت عنه", "تراجع عن التراجع", "ألغ التراجع", "الغي التراجع", "رجع اللي تراجعت عنه",
    "أعد التغيير الذي ألغيته", "ارجع عن التراجع", "التراجع كان خطأ", "لا خلاص كنسل التراجع", "رجّع اللي لغيته", "ما كان قصدي أتراجع",
    "كنت غلطان لما تراجعت", "اعمل ريدو", "ريدو", "سوي ريدو", "رجعلي اللي شلته بالتراجع", "بدي الغي التراجع", "ابي الغي التراجع",
  },
}
