"""Automations as Prefect's guides make them in Python, for deployments that are served."""

import asyncio
import json
from datetime import timedelta

from prefect import flow, get_client
from prefect.automations import (
    Automation,
    EventTrigger,
    Posture,
    ResourceSpecification,
    RunDeployment,
)
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.events import DeploymentCompoundTrigger
from prefect.events.actions import ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import MetricTrigger, MetricTriggerQuery


@flow
def pinged(whole: str):
    print(whole)


async def make_pool():
    template = {
        "job_configuration": {"image": "{{ image }}"},
        "variables": {"type": "object", "properties": {"image": {"type": "string"}}},
    }
    pool = WorkPoolCreate(name="guide-pool", type="docker", base_job_template=template)
    async with get_client() as client:
        await client.create_work_pool(pool)


async def target_id():
    async with get_client() as client:
        return (await client.read_deployment_by_name("target/target")).id


flow_runs = ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]})
hook = CustomWebhookNotificationBlock(
    name="guide",
    url="https://example.com/hook",
    method="POST",
    json_data={"text": "{{subject}}: {{body}}", "token": "{{token}}"},
    secrets={"token": "classified"},
)
hook_id = hook.save("guide-hook", overwrite=True)

made = [
    Automation(
        name="guide-parameters",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Completed"},
            match_related=ResourceSpecification(
                {"prefect.resource.role": "flow", "prefect.resource.name": "source"}
            ),
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[
            RunDeployment(
                source="selected",
                deployment_id=asyncio.run(target_id()),
                parameters={
                    "name": {"__prefect_kind": "jinja", "template": "{{ flow_run.parameters['name'] }}"},
                    "value": {"__prefect_kind": "jinja", "template": "{{ flow_run.parameters['value'] }}"},
                    "factor": 1.5,
                },
            )
        ],
    ).create(),
    Automation(
        name="guide-zombies",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", "prefect.flow-run.Completed"},
            match=flow_runs,
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=90),
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="no heartbeat")],
    ).create(),
    Automation(
        name="guide-metric",
        trigger=MetricTrigger(
            match=flow_runs,
            metric=MetricTriggerQuery(
                name="duration", operator=">", threshold=10, range=timedelta(hours=1), firing_for=timedelta(minutes=5)
            ),
        ),
        actions=[SendNotification(block_document_id=hook_id, subject="{{ metric.name }}", body="slow")],
    ).create(),
]
for automation in made:
    read = Automation.read(id=automation.id)
    assert read == Automation.read(name=automation.name), automation.name
    assert read.trigger == automation.trigger and read.actions == automation.actions
for automation in made[1:]:
    automation.delete()

# Without a time limit, and with its parts as plain mappings.
asyncio.run(make_pool())
pinged.deploy(
    name="guide-compound",
    work_pool_name="guide-pool",
    image="registry.test/guide:1",
    build=False,
    push=False,
    triggers=[
        DeploymentCompoundTrigger(
            enabled=True,
            name="guide-compound",
            require="all",
            triggers=[
                {"type": "event", "match": {"prefect.resource.id": "outside.ping"}, "expect": [name]}
                for name in ("ping.sent", "ping.replied")
            ],
            parameters={"whole": "{{ event }}"},
        )
    ],
)
print(json.dumps({"ok": True}))
