// Somewhere for automations to act on while you try things out: prints every HTTP call and every e-mail that it gets,
// one line of JSON each.   node examples/sink.mjs [HTTP port] [SMTP port]
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const [httpPort = '9000', smtpPort = '9025'] = process.argv.slice(2);
const print = (line) => console.log(JSON.stringify(line));
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  print({ to: request.url, body: parsed(Buffer.concat(chunks).toString()) });
  response.end('ok');
}).listen(Number(httpPort), '127.0.0.1', () => console.log(`HTTP on http://127.0.0.1:${httpPort}`));

new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    simpleParser(stream).then(({ to, subject, text }) => {
      print({ to: `mailto:${to.text}`, subject, body: text.trim() });
      done();
    }, done);
  },
}).listen(Number(smtpPort), '127.0.0.1', () => console.log(`SMTP on smtp://127.0.0.1:${smtpPort}`));
