import { AutomationError } from '../../src/errors.ts';
import { loadBlock } from './block.ts';
import type { ActionHandler } from './handler.ts';
import { subjectOf } from './subject.ts';

const EMAIL_BLOCK = 'email-server-credentials';

/** `send-email-notification`: an e-mail to the addresses of the action, through the installation's server or that of a block. */
export const sendEmailNotification: ActionHandler<'send-email-notification'> = async (action, run) => {
  const { services, templates, idempotencyKey, signal } = run;
  const message = {
    subject: subjectOf(run.firing, await templates.render(action.subject)),
    body: await templates.render(action.body),
    idempotencyKey,
  };
  if (action.block_document_id == null) {
    if (services.email === null) {
      throw new AutomationError(
        'no_smtp_server',
        'No e-mail server is configured: set AUTOMATIONS_SMTP_URL and AUTOMATIONS_SMTP_FROM, or name a block of type email-server-credentials in block_document_id',
      );
    }
    return services.email(action.emails, message, { signal });
  }
  const { block, related } = await loadBlock(action.block_document_id, services);
  if (block.slug !== EMAIL_BLOCK) {
    throw new AutomationError(
      'not_an_email_block',
      `E-mails go through blocks of type ${EMAIL_BLOCK}, not ${block.slug}`,
    );
  }
  const data = { ...block.data, email_to: action.emails, email_to_cc: [], email_to_bcc: [] };
  const { details } = await services.notifiers.notify({ ...block, data }, message, { signal });
  return { details, related };
};
