/** What a block type and its fields are for. */
export interface BlockDescription {
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
}

const notifyType = 'How serious the notification is.';
const privateUrls = 'Whether addresses on private networks may be called.';
const picture = 'Whether to show a picture for the kind of notification.';

/** Our descriptions of the block types that actions use, by slug. */
export const blockDescriptions: Readonly<Record<string, BlockDescription>> = {
  webhook: {
    type: 'A request to a web service, for call-webhook actions.',
    fields: {
      method: 'The HTTP method.',
      url: 'The address to call.',
      headers: 'Headers to send; their values are kept secret.',
      allow_private_urls: privateUrls,
      verify: 'Whether the TLS certificate must be valid.',
    },
  },
  'slack-webhook': {
    type: 'A message to a Slack channel through an incoming webhook.',
    fields: { notify_type: notifyType, url: "The incoming webhook's URL.", allow_private_urls: privateUrls },
  },
  'slack-credentials': {
    type: "A message to a Slack channel by an app's bot.",
    fields: {
      token: "The bot's OAuth token; it needs the scope chat:write.",
      channel: 'The channel to post to: its id, or its name with #.',
      allow_private_urls: privateUrls,
    },
  },
  'ms-teams-webhook': {
    type: 'A card in Microsoft Teams through a workflow that starts with a webhook request.',
    fields: {
      notify_type: notifyType,
      url: "The workflow's URL.",
      allow_private_urls: privateUrls,
      include_image: picture,
      wrap: 'Whether long lines are wrapped.',
    },
  },
  'discord-webhook': {
    type: 'A message to a Discord channel through its webhook.',
    fields: {
      notify_type: notifyType,
      webhook_id: "The first part of the webhook's path.",
      webhook_token: "The second part of the webhook's path.",
      botname: 'The name shown as the sender.',
      tts: 'Whether the message is read aloud.',
      include_image: picture,
      avatar: "Whether avatar_url replaces the webhook's own picture.",
      avatar_url: "The sender's picture.",
    },
  },
  'pager-duty-webhook': {
    type: "An alert through PagerDuty's Events API v2.",
    fields: {
      notify_type: 'How serious the alert is: sets its severity.',
      integration_key: 'The routing key of an Events API v2 integration.',
      api_key: 'An API key of the account.',
      source: 'What the alert is about.',
      component: 'The part of the source that is concerned.',
      group: 'A group of components.',
      class_id: 'The class of the alert.',
      region_name: "The account's service region.",
      clickable_url: 'A link to show with the alert.',
      include_image: picture,
      custom_details: 'More values to show with the alert.',
    },
  },
  'opsgenie-webhook': {
    type: 'An alert in Opsgenie.',
    fields: {
      notify_type: notifyType,
      apikey: 'The key of an API integration.',
      target_user: 'Users to alert.',
      target_team: 'Teams to alert.',
      target_schedule: 'Schedules to alert.',
      target_escalation: 'Escalations to alert.',
      region_name: "The account's region.",
      batch: 'One alert for all targets instead of one for each.',
      tags: 'Tags of the alert.',
      priority: 'From 1, the highest, to 5.',
      alias: 'Alerts with the same alias count as one.',
      entity: 'What the alert is about.',
      details: 'More values to show with the alert.',
    },
  },
  'mattermost-webhook': {
    type: 'A message to Mattermost channels through an incoming webhook.',
    fields: {
      notify_type: notifyType,
      hostname: "The server's host name.",
      secure: 'Whether to use HTTPS.',
      token: "The last part of the webhook's path.",
      botname: 'The name shown as the sender.',
      channels: "Channels to post to; the webhook's own when empty.",
      include_image: picture,
      path: "What stands before /hooks in the webhook's path.",
      port: "The server's port.",
    },
  },
  'twilio-sms': {
    type: 'A text message through Twilio.',
    fields: {
      notify_type: notifyType,
      account_sid: "The account's SID.",
      auth_token: "The account's token.",
      from_phone_number: 'The number to send from.',
      to_phone_numbers: 'The numbers to send to.',
    },
  },
  'sendgrid-email': {
    type: 'An e-mail through SendGrid.',
    fields: {
      notify_type: notifyType,
      api_key: 'An API key that may send mail.',
      sender_email: "The sender's address.",
      to_emails: "The recipients' addresses.",
    },
  },
  'custom-webhook': {
    type: 'A request of your own making, with {{subject}}, {{body}}, {{name}} and secrets in it.',
    fields: {
      name: 'A name for {{name}}.',
      url: 'The address to call.',
      method: 'The HTTP method.',
      params: 'Query parameters.',
      json_data: 'The body, as JSON.',
      form_data: 'The body, as form fields or as text; not together with json_data.',
      headers: 'Headers to send.',
      cookies: 'Cookies to send.',
      timeout: 'The time limit in seconds.',
      allow_private_urls: privateUrls,
      secrets: 'Secret values for placeholders of their names.',
    },
  },
  'email-server-credentials': {
    type: 'An e-mail through an SMTP server.',
    fields: {
      username: 'The name to log in with; none to send without a login.',
      password: 'The password to log in with.',
      smtp_server: "The server's host name, or a provider: gmail, outlook, yahoo, icloud, aol, att, comcast.",
      smtp_type: 'How the connection is secured.',
      smtp_port: "The server's port, where it is not the usual one.",
      verify: 'Whether the TLS certificate must be valid.',
      email_from: "The sender's address; the user name when empty.",
      email_to: "The recipients' addresses.",
      email_to_cc: 'Addresses for copies.',
      email_to_bcc: 'Addresses for copies that the others do not see.',
      allow_private_urls: 'Whether the server may be on a private network.',
    },
  },
};
