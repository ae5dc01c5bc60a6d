import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { tlsFiles } from '../http/peer.ts';

/** A local SMTP server that keeps the mails it takes. */
export interface MailPeer {
  readonly port: number;
  readonly mails: {
    readonly parsed: ParsedMail;
    readonly raw: string;
    readonly to: string[];
    readonly secure: boolean;
  }[];
  close(): Promise<void>;
}

/** Starts an SMTP server on a free port of 127.0.0.1; users other than `user` with `hunter22` are refused. */
export async function startMailPeer(options: SMTPServerOptions = {}): Promise<MailPeer> {
  const mails: MailPeer['mails'] = [];
  const server = new SMTPServer({
    ...tlsFiles,
    authOptional: true,
    disabledCommands: options.secure === true ? [] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'user' && password === 'hunter22') done(null, { user: username });
      else done(Object.assign(new Error(`Wrong password ${password}`), { responseCode: 535 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void simpleParser(raw).then((parsed) => {
          mails.push({ parsed, raw, to, secure: session.secure });
          done();
        });
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
