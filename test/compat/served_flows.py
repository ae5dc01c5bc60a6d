"""Flows that are served through the gateway, with triggers of every kind."""

import json
import time
from datetime import timedelta
from typing import Any

from prefect import flow, serve, task
from prefect.events import (
    DeploymentCompoundTrigger,
    DeploymentEventTrigger,
    DeploymentMetricTrigger,
    DeploymentSequenceTrigger,
)
from prefect.events.schemas.automations import EventTrigger, MetricTriggerQuery
from prefect.events.schemas.automations import PrefectMetric


@flow(name="first")
def first(n: int = 1) -> None:
    print(f"first {n}")


@flow(name="second")
def second(run: str, count: int, whole: str) -> None:
    print(f"second {run} {count}")


@flow(name="third")
def third(why: str) -> None:
    print(f"third {why}")


@flow(name="failing")
def failing() -> None:
    raise ValueError("as always")


@task
def step() -> None:
    time.sleep(1)


@flow(name="sleeper")
def sleeper() -> None:
    for _ in range(300):
        step()


@flow(name="order")
def order(user: str) -> None:
    print(f"order of {user}")


@flow(name="payload")
def payload(body: dict[str, Any], event: str, action: str) -> None:
    print(f"payload {body} {json.loads(event)['event']} {action}")


@flow(name="source")
def source(name: str, value: int) -> None:
    print(f"source {name} {value}")


@flow(name="target")
def target(name: str, value: int, factor: float) -> None:
    print(f"target {name} {value} {factor}")


def jinja(template: str) -> dict[str, str]:
    return {"__prefect_kind": "jinja", "template": template}


def event(name: str) -> EventTrigger:
    return EventTrigger(expect={name})


if __name__ == "__main__":
    serve(
        first.to_deployment("a"),
        second.to_deployment(
            "after-a",
            triggers=[
                DeploymentEventTrigger(
                    expect={"prefect.flow-run.Completed"},
                    match={"prefect.resource.id": "prefect.flow-run.*"},
                    match_related={"prefect.resource.role": "deployment", "prefect.resource.name": "a"},
                    parameters={
                        "run": "{{ event.resource.id }}",
                        "count": "{{ flow_run.run_count }}",
                        "whole": {"__prefect_kind": "jinja", "template": "{{ flow_run.name }} is over"},
                    },
                )
            ],
        ),
        third.to_deployment(
            "compound",
            triggers=[
                DeploymentCompoundTrigger(
                    require="all",
                    within=timedelta(minutes=5),
                    triggers=[event("c.one"), event("c.two")],
                    parameters={"why": "compound"},
                )
            ],
        ),
        third.to_deployment(
            "sequence",
            triggers=[
                DeploymentSequenceTrigger(
                    within=timedelta(minutes=5),
                    triggers=[event("s.one"), event("s.two")],
                    parameters={"why": "sequence"},
                )
            ],
        ),
        third.to_deployment(
            "metric",
            triggers=[
                DeploymentMetricTrigger(
                    match_related={"prefect.resource.role": "flow", "prefect.resource.name": "failing"},
                    metric=MetricTriggerQuery(
                        name=PrefectMetric.successes, operator="<", threshold=0.5, range=timedelta(minutes=5)
                    ),
                    parameters={"why": "{{ metric.name }} {{ metric.value }} of {{ metric.runs }}"},
                )
            ],
        ),
        order.to_deployment(
            "paid",
            triggers=[
                DeploymentEventTrigger(
                    expect={"order.paid"},
                    after={"order.made"},
                    for_each={"prefect.resource.id"},
                    parameters={"user": "{{ event.resource.id }}"},
                )
            ],
        ),
        payload.to_deployment(
            "payload",
            triggers=[
                DeploymentEventTrigger(
                    enabled=True,
                    match={"prefect.resource.id": "outside.*"},
                    expect=["called"],
                    parameters={
                        "body": {"__prefect_kind": "json", "value": jinja("{{ event.payload | tojson }}")},
                        "event": "{{ event }}",
                        "action": jinja("{{ event.payload.action }}"),
                    },
                )
            ],
        ),
        source.to_deployment("source"),
        target.to_deployment("target"),
        failing.to_deployment("bad"),
        first.to_deployment("round"),
        sleeper.to_deployment("long"),
    )
