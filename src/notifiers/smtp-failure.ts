import { AutomationError } from '../errors.ts';
import { excerpt, networkFailure } from '../http/failure.ts';
import type { Scrub } from '../http/redact.ts';

/** Troubles of the connection; a mail that the library or the server finds wrong stays wrong. */
const PASSING_CODES = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EPROTOCOL']);

/**
 * The failure that an exception of nodemailer stands for. The server's word decides where there is one: 4xx may pass, 5xx
 * (a refused login, an unknown recipient) will not. A certificate that is not trusted is permanent, other connection troubles are not.
 */
export function smtpFailure(error: unknown, peer: string, scrub: Scrub): AutomationError {
  if (error instanceof AutomationError) return error;
  const { code, originalCode, responseCode, response, message } = error as {
    code?: string;
    originalCode?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  if (responseCode !== undefined) {
    const text = `${peer} refused the e-mail${excerpt(response ?? String(responseCode), scrub)}`;
    return new AutomationError(code === 'EAUTH' ? 'smtp_auth_failed' : 'smtp_refused', text, {
      retryable: responseCode >= 400 && responseCode < 500,
    });
  }
  if (code === 'ETLS' && /certificate|altname|self.signed/i.test(message ?? '')) {
    return new AutomationError(
      'tls_failed',
      `No trusted connection to ${peer}${excerpt(message ?? '', scrub)}`,
    );
  }
  // The system's own code (ECONNREFUSED, CERT_HAS_EXPIRED …) says more than nodemailer's, where there is one.
  if (originalCode !== undefined) return networkFailure({ code: originalCode }, peer);
  if (code === undefined || !Object.hasOwn(NODEMAILER_CODES, code)) return networkFailure(error, peer);
  return new AutomationError(
    'smtp_failed',
    `The e-mail could not be handed to ${peer}: ${NODEMAILER_CODES[code]}`,
    {
      retryable: PASSING_CODES.has(code),
    },
  );
}

const NODEMAILER_CODES: Readonly<Record<string, string>> = {
  ECONNECTION: 'the connection broke off',
  ETIMEDOUT: 'the server took too long',
  ESOCKET: 'the connection failed',
  EDNS: 'the name cannot be resolved',
  ETLS: 'TLS could not be set up',
  EPROTOCOL: 'the server does not speak SMTP',
  EAUTH: 'the login failed',
  ENOAUTH: 'there are no credentials for the login',
  EENVELOPE: 'sender or recipients are not valid',
  EMESSAGE: 'the server did not take the message',
  ESTREAM: 'the message could not be written',
};
