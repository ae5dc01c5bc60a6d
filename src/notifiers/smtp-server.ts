/** The SMTP server of the installation, for e-mails that name no block. */
export interface SmtpServer {
  readonly host: string;
  /** The port of the type when absent. */
  readonly port: number | undefined;
  /** How the connection is secured; `INSECURE` is not at all. */
  readonly type: 'SSL' | 'STARTTLS' | 'INSECURE';
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** The sender, such as `Automations <bot@example.com>`. */
  readonly from: string;
}

/**
 * Reads the URL of an SMTP server: `smtps://` is TLS from the first byte (port 465), `smtp://` is STARTTLS (587), or no TLS
 * with `?tls=none` (25). User and password are percent-encoded.
 *
 * @returns undefined when it is no such URL
 * @example readSmtpUrl('smtp://bot:secret@mail.example:2525')
 */
export function readSmtpUrl(text: string): Omit<SmtpServer, 'from'> | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    return undefined;
  const tls = url.searchParams.get('tls');
  const isPlain = tls === 'none';
  if ((tls !== null && !isPlain) || (isPlain && url.protocol === 'smtps:')) return undefined;
  if (![...url.searchParams.keys()].every((key) => key === 'tls') || !['', '/'].includes(url.pathname))
    return undefined;
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? undefined : Number(url.port),
      type: url.protocol === 'smtps:' ? 'SSL' : isPlain ? 'INSECURE' : 'STARTTLS',
      username: url.username === '' ? undefined : decodeURIComponent(url.username),
      password: url.password === '' ? undefined : decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}

/** The data of an e-mail block for this server and these recipients. */
export function smtpBlockData(server: SmtpServer, emails: readonly string[]): Record<string, unknown> {
  return {
    smtp_server: server.host,
    smtp_port: server.port,
    smtp_type: server.type,
    username: server.username,
    password: server.password,
    email_from: server.from,
    email_to: [...emails],
    // Whoever runs the program has named this server: it may be anywhere.
    allow_private_urls: true,
  };
}
