/** Does nothing: the firing is on record, and that is all. */
export class DoNothing {
  readonly type = 'do-nothing';
}

/** What a {@link CallWebhook} is made of. */
export interface CallWebhookOptions {
  /** The webhook block that holds the address. */
  readonly block_document_id: string;
  /** The body: a template, or an object whose texts are templates; empty when absent. */
  readonly payload?: string | Readonly<Record<string, unknown>> | readonly unknown[];
}

/** Calls a webhook. */
export class CallWebhook {
  readonly type = 'call-webhook';
  readonly block_document_id: string;
  readonly payload: string;

  constructor(options: CallWebhookOptions) {
    const { payload = '' } = options;
    this.block_document_id = options.block_document_id;
    this.payload = typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2);
  }
}

/** What a message says; both are templates. */
export interface MessageText {
  /** `Prefect automated notification` when absent. */
  readonly subject?: string;
  readonly body: string;
}

const DEFAULT_SUBJECT = 'Prefect automated notification';

/** What a {@link SendNotification} is made of. */
export interface SendNotificationOptions extends MessageText {
  /** The notification block: Slack, Teams, an e-mail server … */
  readonly block_document_id: string;
}

/** Sends a notification. */
export class SendNotification {
  readonly type = 'send-notification';
  readonly block_document_id: string;
  readonly subject: string;
  readonly body: string;

  constructor(options: SendNotificationOptions) {
    this.block_document_id = options.block_document_id;
    this.subject = options.subject ?? DEFAULT_SUBJECT;
    this.body = options.body;
  }
}

/** What a {@link SendEmailNotification} is made of. */
export interface SendEmailNotificationOptions extends MessageText {
  /** The receivers; one at least. */
  readonly emails: readonly [string, ...string[]];
  /** The e-mail server of this block in place of the installation's. */
  readonly block_document_id?: string | null;
}

/** Sends an e-mail. */
export class SendEmailNotification {
  readonly type = 'send-email-notification';
  readonly emails: readonly [string, ...string[]];
  readonly subject: string;
  readonly body: string;
  readonly block_document_id: string | null;

  constructor(options: SendEmailNotificationOptions) {
    this.emails = options.emails;
    this.subject = options.subject ?? DEFAULT_SUBJECT;
    this.body = options.body;
    this.block_document_id = options.block_document_id ?? null;
  }
}

/** What a {@link DeclareIncident} is made of; name, summary and severity are templates. */
export interface DeclareIncidentOptions {
  /** The automation's name when absent. */
  readonly name?: string;
  /** What made the automation fire when absent. */
  readonly summary?: string;
  /** `moderate` when absent. */
  readonly severity?:
    IncidentSeverity | `${string}{{${string}}}${string}` | `${string}{%${string}%}${string}`;
  readonly tags?: readonly string[];
}

/** How bad an incident is. */
export type IncidentSeverity = 'minor' | 'low' | 'moderate' | 'high' | 'critical';

/** Declares an incident. */
export class DeclareIncident {
  readonly type = 'declare-incident';
  readonly name?: string;
  readonly summary?: string;
  readonly severity?: string;
  readonly tags?: readonly string[];

  constructor(options: DeclareIncidentOptions = {}) {
    Object.assign(this, options);
  }
}
