import nunjucks from 'nunjucks';
import type { Notification } from './notifier.ts';

/** The parts of an e-mail. */
export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const NO_SUBJECT = 'Automation notification';

// Ours and fixed: what users write is data here, escaped by the engine, never a template.
const TEMPLATE = nunjucks.compile(
  `<!doctype html>
<html>
  <head><meta charset="utf-8"><title>{{ subject }}</title></head>
  <body style="margin:0;padding:24px;background:#f5f6f8;font-family:system-ui,sans-serif;color:#1c2330">
    <div style="max-width:640px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
      <h1 style="margin:0 0 16px;font-size:18px">{{ subject }}</h1>
      <div style="font-size:14px;line-height:1.5;overflow-wrap:anywhere">{{ body | escape | nl2br }}</div>
    </div>
  </body>
</html>
`,
  new nunjucks.Environment(null, { autoescape: true, throwOnUndefined: true }),
);

/** Makes an e-mail of a notification: the body as plain text, and the same in HTML under the subject, escaped. */
export function renderEmail({ subject, body }: Pick<Notification, 'subject' | 'body'>): EmailMessage {
  const line = subject.replace(/\s+/g, ' ').trim() || NO_SUBJECT;
  return { subject: line, text: body, html: TEMPLATE.render({ subject: line, body }) };
}
