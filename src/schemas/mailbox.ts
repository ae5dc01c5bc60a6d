/** Whether a text is `someone@host` or `Some One <someone@host>`; a line break would start a header of its own. */
export function isMailbox(text: string): boolean {
  return /^(?:[^<>\r\n]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/.test(text);
}
