/** Slack's own notation, which a template may use: links, mentions of users, groups and channels, dates, and entities. */
const NOTATION =
  /<(?:https?:\/\/|mailto:|tel:|@|#|!(?:here|channel|everyone|subteam|date))[^<>\n]*>|&(?:amp|lt|gt);/g;

/**
 * Escapes the three characters that Slack's mrkdwn reserves, but leaves Slack's own notation as it is.
 *
 * @example slackText("<class 'ValueError'> at <https://example.com|run>")
 */
export function slackText(text: string): string {
  let result = '';
  let position = 0;
  for (const match of text.matchAll(NOTATION)) {
    result += escaped(text.slice(position, match.index)) + match[0];
    position = match.index + match[0].length;
  }
  return result + escaped(text.slice(position));
}

/** A message of a bold subject over the body; either may be empty. */
export function slackMessage(subject: string, body: string): string {
  const heading = subject === '' ? '' : `*${slackText(subject.replace(/\s+/g, ' ').trim())}*`;
  return [heading, slackText(body)].filter((part) => part !== '').join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
