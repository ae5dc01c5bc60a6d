import type { BlockSchemaFacts } from './block-types.ts';

const text = { type: 'string' };
const secret = { type: 'string', format: 'password', writeOnly: true };
const addressList = { type: 'array', items: text, default: [] };

/**
 * Block schemas of two types that exist in Prefect's collections without what a notification needs: prefect-slack's
 * credentials name no channel, prefect-email's no recipients. The slugs are the same; a document that the SDK saves with
 * its own schema is stored as well, and an action that uses it fails with what is missing.
 */
export const ownBlockSchemas: Readonly<Record<string, BlockSchemaFacts>> = {
  'slack-credentials': {
    name: 'Slack Credentials',
    version: '1',
    capabilities: ['notify'],
    fields: {
      title: 'SlackCredentials',
      type: 'object',
      block_type_slug: 'slack-credentials',
      block_schema_references: {},
      required: ['token', 'channel'],
      secret_fields: ['token'],
      properties: {
        token: { ...secret, title: 'Token', position: 0 },
        channel: { ...text, title: 'Channel', position: 1 },
        allow_private_urls: { type: 'boolean', default: false, title: 'Allow Private Urls', position: 2 },
      },
    },
  },
  'email-server-credentials': {
    name: 'Email Server Credentials',
    version: '1',
    capabilities: ['notify'],
    fields: {
      title: 'EmailServerCredentials',
      type: 'object',
      block_type_slug: 'email-server-credentials',
      block_schema_references: {},
      required: ['email_to'],
      secret_fields: ['password'],
      properties: {
        username: { ...text, title: 'Username', position: 0 },
        password: { ...secret, title: 'Password', position: 1 },
        smtp_server: { ...text, default: 'smtp.gmail.com', title: 'SMTP Server', position: 2 },
        smtp_type: {
          ...text,
          enum: ['SSL', 'STARTTLS', 'INSECURE'],
          default: 'SSL',
          title: 'SMTP Type',
          position: 3,
        },
        smtp_port: { type: 'integer', title: 'SMTP Port', position: 4 },
        verify: { type: 'boolean', default: true, title: 'Verify', position: 5 },
        email_from: { ...text, title: 'From', position: 6 },
        email_to: { ...addressList, title: 'To', position: 7 },
        email_to_cc: { ...addressList, title: 'Copy', position: 8 },
        email_to_bcc: { ...addressList, title: 'Blind Copy', position: 9 },
        allow_private_urls: { type: 'boolean', default: false, title: 'Allow Private Urls', position: 10 },
      },
    },
  },
};
