// sphinx-copybutton knows no Korean; its words are variables of the page, set before its buttons are made.
if (document.documentElement.lang === "ko") {
  messages.ko = { copy: "복사", copy_to_clipboard: "클립보드에 복사", copy_success: "복사했다", copy_failure: "복사하지 못했다" };
  iconCopy = iconCopy.replace(messages[locale].copy_to_clipboard, messages.ko.copy_to_clipboard);
  iconCheck = iconCheck.replace(messages[locale].copy_success, messages.ko.copy_success);
  locale = "ko";
}
