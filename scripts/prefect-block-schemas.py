"""Writes src/notifiers/prefect-block-schemas.ts: the facts of the block schemas that Prefect's SDK registers.

    pip install prefect==3.8.8 && python scripts/prefect-block-schemas.py > src/notifiers/prefect-block-schemas.ts
    npx prettier --write src/notifiers/prefect-block-schemas.ts

Names, types, defaults, secret marks and checksums only. Descriptions and examples are left out, so the checksums are
stored and cannot be computed from what is written here.
"""

import json

from prefect.blocks import notifications
from prefect.blocks.webhook import Webhook

BLOCKS = [
    Webhook,
    notifications.SlackWebhook,
    notifications.MicrosoftTeamsWebhook,
    notifications.DiscordWebhook,
    notifications.PagerDutyWebHook,
    notifications.OpsgenieWebhook,
    notifications.MattermostWebhook,
    notifications.TwilioSMS,
    notifications.SendgridEmail,
    notifications.CustomWebhookNotificationBlock,
]


def facts(block):
    fields = block.model_json_schema()
    fields.pop("description", None)
    for field in fields["properties"].values():
        field.pop("description", None)
        field.pop("examples", None)
    return {
        "name": block.get_block_type_name() if hasattr(block, "get_block_type_name") else block._block_type_name,
        "checksum": block._calculate_schema_checksum(),
        "version": block.get_block_schema_version(),
        "capabilities": sorted(block.get_block_capabilities()),
        "fields": fields,
    }


table = {block.get_block_type_slug(): facts(block) for block in BLOCKS}
print("// Written by scripts/prefect-block-schemas.py; see there.")
print("import type { BlockSchemaFacts } from './block-types.ts';")
print()
print("/** Block schemas of Prefect's SDK by slug: facts and checksums, without descriptions. */")
print("export const prefectBlockSchemas: Readonly<Record<string, BlockSchemaFacts>> = " + json.dumps(table) + ";")
