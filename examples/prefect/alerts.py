"""An alert by webhook when the load fails, as an automation of the Prefect server."""

from prefect.automations import Automation
from prefect.blocks.webhook import Webhook
from prefect.events.actions import CallWebhook
from prefect.events.schemas.automations import EventTrigger

block = Webhook(method="POST", url="http://127.0.0.1:9000/alert")
block_id = block.save("alerts", overwrite=True)

Automation(
    name="load-failed",
    trigger=EventTrigger(
        expect={"prefect.flow-run.Failed"},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": "load"},
    ),
    actions=[
        CallWebhook(
            block_document_id=block_id,
            payload='{"state": "{{ flow_run.state.name }}", "message": "{{ flow_run.state.message }}"}',
        )
    ],
).create()
