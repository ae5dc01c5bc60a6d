"""Prefect's SDK and client against the gateway: the life of automations."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

from prefect import get_client
from prefect.automations import Automation
from prefect.events.actions import (
    CallWebhook,
    CancelFlowRun,
    DoNothing,
    PauseAutomation,
    ResumeAutomation,
    SendNotification,
)
from prefect.events.schemas.automations import (
    AutomationCore,
    CompoundTrigger,
    EventTrigger,
    MetricTrigger,
    MetricTriggerOperator,
    MetricTriggerQuery,
    Posture,
    PrefectMetric,
    SequenceTrigger,
)
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError


def event_trigger(expect: str) -> EventTrigger:
    return EventTrigger(
        expect={expect},
        match={"prefect.resource.id": "compat.*"},
        for_each={"prefect.resource.id"},
        posture=Posture.Reactive,
        threshold=2,
        within=timedelta(seconds=30),
    )


def metric_trigger() -> None:
    created = Automation(
        name="compat-metric",
        trigger=MetricTrigger(
            match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.role": "flow"},
            metric=MetricTriggerQuery(
                name=PrefectMetric.successes,
                threshold=0.9,
                operator=MetricTriggerOperator.LT,
                range=timedelta(hours=1),
                firing_for=timedelta(minutes=5),
            ),
        ),
        actions=[],
        actions_on_trigger=[DoNothing()],
        actions_on_resolve=[DoNothing()],
    ).create()
    read = Automation.read(id=created.id)
    assert isinstance(read.trigger, MetricTrigger) and read.trigger == created.trigger
    assert read.trigger.metric.range == timedelta(hours=1)
    assert len(read.actions_on_trigger) == len(read.actions_on_resolve) == 1
    assert created.delete()

    # With nothing but what must be said: the client fills in five minutes for the rest.
    plain = Automation(
        name="compat-metric-defaults",
        trigger=MetricTrigger(
            metric=MetricTriggerQuery(
                name=PrefectMetric.duration, threshold=60, operator=MetricTriggerOperator.GTE
            )
        ),
        actions=[DoNothing()],
    ).create()
    metric = Automation.read(id=plain.id).trigger.metric
    assert metric.range == metric.firing_for == timedelta(minutes=5)
    assert plain.delete()


def life_with_the_sdk() -> None:
    created = Automation(
        name="compat-sdk",
        description="by the SDK",
        trigger=event_trigger("compat.ping"),
        actions=[DoNothing()],
    ).create()
    assert created.id is not None

    by_id = Automation.read(id=created.id)
    assert by_id.name == "compat-sdk" and by_id.enabled
    assert by_id.trigger.threshold == 2 and by_id.trigger.within == timedelta(seconds=30)
    by_name = Automation.read(name="compat-sdk")
    assert by_name.id == created.id

    created.name = "compat-sdk-renamed"
    created.actions = [PauseAutomation(source="inferred")]
    created.update()
    assert Automation.read(id=created.id).actions[0].type == "pause-automation"

    created.disable()
    assert not Automation.read(id=created.id).enabled
    created.enable()
    assert Automation.read(id=created.id).enabled

    assert Automation.delete(created) is True
    try:
        Automation.read(id=created.id)
    except (ValueError, ObjectNotFound):
        pass
    else:
        raise AssertionError("a deleted automation was read")


def named_in_the_guide() -> None:
    automation = Automation(
        name="woodchonk",
        trigger=EventTrigger(
            expect={"animal.walked"},
            match={"genus": "Marmota", "species": "monax"},
            posture="Reactive",
            threshold=3,
        ),
        actions=[CancelFlowRun()],
    ).create()
    by_id, by_name = Automation.read(id=automation.id), Automation.read(name="woodchonk")
    assert by_id == by_name and by_id.trigger.match.root == {"genus": "Marmota", "species": "monax"}
    assert by_id.trigger.threshold == 3 and by_id.actions[0].type == "cancel-flow-run"

    automation.name = "woodchonk, renamed"
    automation.update()
    assert Automation.read(id=automation.id).name == "woodchonk, renamed"
    automation.disable()
    assert Automation.read(id=automation.id).enabled is False
    automation.enable()
    assert Automation.read(id=automation.id).enabled is True
    assert automation.delete() is True


async def life_with_the_client() -> None:
    block, other = uuid4(), uuid4()
    core = AutomationCore(
        name="compat-client",
        tags=["compat"],
        trigger=CompoundTrigger(
            require="all",
            within=timedelta(minutes=5),
            triggers=[
                event_trigger("compat.a"),
                SequenceTrigger(
                    within=timedelta(minutes=1),
                    triggers=[event_trigger("compat.b"), event_trigger("compat.c")],
                ),
            ],
        ),
        actions=[
            CallWebhook(block_document_id=block, payload="{{ event.id }}"),
            SendNotification(block_document_id=block, subject="s", body="{{ automation.name }}"),
            ResumeAutomation(source="selected", automation_id=other),
        ],
    )
    async with get_client() as client:
        automation_id = await client.create_automation(core)
        read = await client.read_automation(automation_id)
        assert read is not None and read.id == automation_id and read.tags == ["compat"]
        assert read.trigger.triggers[1].triggers[1].expect == {"compat.c"}

        await client.pause_automation(automation_id)
        assert not (await client.read_automation(automation_id)).enabled
        await client.resume_automation(automation_id)

        names = [a.name for a in await client.read_automations()]
        assert "compat-client" in names, names
        assert [a.id for a in await client.read_automations_by_name("compat-client")] == [automation_id]
        assert await client.find_automation("compat-client") is not None
        assert (await client.find_automation(str(automation_id))).id == automation_id

        await client.delete_automation(automation_id)
        try:
            await client.read_automation(automation_id)
        except PrefectHTTPStatusError as error:
            assert error.response.status_code == 404
            assert error.response.json() == {"exception_message": "Automation not found"}
        else:
            raise AssertionError("a deleted automation was read")
        assert await client.find_automation("compat-client") is None

        owned = AutomationCore(
            name="compat-owned", trigger=event_trigger("compat.o"), actions=[DoNothing()]
        )
        resource = f"prefect.deployment.{uuid4()}"
        body = owned.model_dump(mode="json")
        response = await client._client.post(
            "/automations/", json={**body, "owner_resource": resource}
        )
        assert response.status_code == 201, response.text
        related = await client.read_resource_related_automations(resource)
        assert [a.name for a in related] == ["compat-owned"]
        await client.delete_resource_owned_automations(resource)
        assert await client.read_resource_related_automations(resource) == []

        try:
            await client._client.post("/automations/", json={"name": 1})
        except PrefectHTTPStatusError as error:
            assert error.response.status_code == 422
            assert "Field required" in str(error), error
        else:
            raise AssertionError("a bad automation was accepted")

        assert await client.api_healthcheck() is None
        assert await client.api_version() == "3.8.8"


metric_trigger()
life_with_the_sdk()
named_in_the_guide()
asyncio.run(life_with_the_client())
print(json.dumps({"ok": True}))
