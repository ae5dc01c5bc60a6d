/** The server takes summaries of 400 bytes and refuses the command otherwise; a UTF-16 unit has three at most. */
const SUMMARY_CHARACTERS = 120;

/** A summary for the Temporal UI, cut to what the server takes: names may be long. */
export function shortSummary(text: string): string {
  return text.slice(0, SUMMARY_CHARACTERS);
}
