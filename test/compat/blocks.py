"""Prefect's SDK against the gateway: blocks of all the types that actions use, and of a type of one's own."""

import asyncio
import json
from typing import Optional

from prefect import get_client
from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
from prefect.blocks.notifications import (
    CustomWebhookNotificationBlock,
    DiscordWebhook,
    MattermostWebhook,
    MicrosoftTeamsWebhook,
    OpsgenieWebhook,
    PagerDutyWebHook,
    SendgridEmail,
    SlackWebhook,
    TwilioSMS,
)
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from pydantic import Field, SecretStr

MASK = "********"

BLOCKS = {
    "webhook": Webhook(method="PUT", url="https://example.com/h", headers={"X-Token": "t0p"}),
    "slack": SlackWebhook(url="https://hooks.slack.com/services/T/B/secret"),
    "teams": MicrosoftTeamsWebhook(
        url="https://prod-1.westus.logic.azure.com:443/workflows/WFID/triggers/manual/paths/invoke?sig=SIGNATURE"
    ),
    "discord": DiscordWebhook(webhook_id="123456", webhook_token="secret-token"),
    "pagerduty": PagerDutyWebHook(integration_key="i" * 32, api_key="secret-key"),
    "opsgenie": OpsgenieWebhook(apikey="secret-key"),
    "mattermost": MattermostWebhook(hostname="chat.example.com", token="secret-token"),
    "twilio": TwilioSMS(
        account_sid="AC" + "0" * 32,
        auth_token="0" * 32,
        from_phone_number="18005550100",
        to_phone_numbers=["18005550101"],
    ),
    "sendgrid": SendgridEmail(
        api_key="secret-key", sender_email="a@example.com", to_emails=["b@example.com"]
    ),
    "custom": CustomWebhookNotificationBlock(
        name="custom",
        url="https://example.com/c?key={{token}}",
        json_data={"text": "{{subject}} {{body}}"},
        secrets=SecretDict({"token": "t0p"}),
    ),
}


class CompatInner(Block):
    password: SecretStr
    note: str = "ü"


class CompatOuter(Block):
    inner: CompatInner
    timeout: float = 30.0
    token: Optional[SecretStr] = Field(default=None)


def save_and_load() -> None:
    for name, block in BLOCKS.items():
        block.save(f"compat-{name}")
        loaded = type(block).load(f"compat-{name}")
        assert plain(loaded) == plain(block), (name, plain(loaded), plain(block))
    slack = BLOCKS["slack"]
    slack.notify_type = "warning"
    slack.save("compat-slack", overwrite=True)
    assert SlackWebhook.load("compat-slack").notify_type == "warning"
    try:
        SlackWebhook(url="https://hooks.slack.com/x").save("compat-slack")
    except ValueError as error:
        assert "already in use" in str(error).replace("\n", " "), error
    else:
        raise AssertionError("a name was given twice")
    assert Block.load("slack-webhook/compat-slack").url.get_secret_value() == slack.url.get_secret_value()
    Secret(value="classified").save("compat-secret")
    assert Secret.load("compat-secret").get() == "classified"


def nested() -> None:
    inner = CompatInner(password="pw")
    inner.save("compat-inner")
    CompatOuter(inner=inner, token="tk").save("compat-outer")
    outer = CompatOuter.load("compat-outer")
    assert outer.inner.password.get_secret_value() == "pw" and outer.token.get_secret_value() == "tk"
    assert outer.inner._block_document_name == "compat-inner"
    # a change of the inner block shows in the outer one
    inner.password = SecretStr("changed")
    inner.save("compat-inner", overwrite=True)
    assert CompatOuter.load("compat-outer").inner.password.get_secret_value() == "changed"


async def masked() -> None:
    async with get_client() as client:
        document = await client.read_block_document_by_name(
            "compat-webhook", "webhook", include_secrets=False
        )
        assert document.data["headers"] == {"X-Token": MASK}, document.data
        # what was read masked and is written back stays what it was
        response = await client._client.patch(
            f"/block_documents/{document.id}", json={"data": {**document.data, "method": "POST"}}
        )
        assert response.status_code == 204, response.text
        outer = await client.read_block_document_by_name(
            "compat-outer", "compatouter", include_secrets=False
        )
        assert outer.data["inner"]["password"] == MASK and outer.data["token"] == MASK, outer.data
        types = {block_type.slug for block_type in await client.read_block_types()}
        assert {"webhook", "slack-webhook", "custom-webhook", "compatouter"} <= types, types
        names = {document.name for document in await client.read_block_documents()}
        assert {"compat-webhook", "compat-outer"} <= names, names
        assert document.name in [
            found.name for found in await client.read_block_documents_by_type("webhook")
        ]
    webhook = await Webhook.aload("compat-webhook")
    assert webhook.method == "POST" and webhook.headers.get_secret_value() == {"X-Token": "t0p"}
    await Webhook.adelete("compat-webhook")
    try:
        await Webhook.aload("compat-webhook")
    except ValueError:
        return
    raise AssertionError("a deleted block was loaded")


def plain(block: Block) -> dict:
    from prefect.utilities.pydantic import handle_secret_render  # noqa: PLC0415

    return json.loads(block.model_dump_json(context={"include_secrets": True}, fallback=handle_secret_render))


save_and_load()
nested()
asyncio.run(masked())
print(json.dumps({"ok": True}))
