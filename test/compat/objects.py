"""Prefect's SDK against the gateway: flows, deployments, flow runs, work pools and work queues."""

import asyncio
import json
import sys
from datetime import timedelta

from prefect import get_client
from prefect.client.schemas.actions import DeploymentUpdate, WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Scheduled


async def main() -> None:
    async with get_client() as client:
        flow_id = await client.create_flow_from_name("compat-flow")
        assert await client.create_flow_from_name("compat-flow") == flow_id
        assert (await client.read_flow_by_name("compat-flow")).id == flow_id
        assert (await client.read_flow(flow_id)).name == "compat-flow"
        by_name = FlowFilter(name=FlowFilterName(any_=["compat-flow"]))
        assert [f.id for f in await client.read_flows(flow_filter=by_name)] == [flow_id]

        pool = await client.create_work_pool(WorkPoolCreate(name="compat-pool", type="process"))
        try:
            await client.create_work_pool(WorkPoolCreate(name="compat-pool", type="process"))
        except ObjectAlreadyExists:
            pass
        else:
            raise AssertionError("a work pool was made twice")
        await client.update_work_pool("compat-pool", WorkPoolUpdate(concurrency_limit=3))
        by_pool = WorkPoolFilter(name=WorkPoolFilterName(any_=["compat-pool"]))
        assert [p.id for p in await client.read_work_pools(work_pool_filter=by_pool)] == [pool.id]
        assert await client.read_workers_for_work_pool("compat-pool") == []
        assert (await client.read_work_pool_concurrency_status("compat-pool")).active_slots == 0
        pool = await client.read_work_pool("compat-pool")
        assert pool.concurrency_limit == 3 and pool.default_queue_id is not None
        assert (await client.read_work_queue(pool.default_queue_id)).name == "default"
        queue = await client.create_work_queue(name="fast", work_pool_name="compat-pool", priority=2)
        assert (await client.read_work_queue_by_name("fast", "compat-pool")).id == queue.id
        assert {q.name for q in await client.read_work_queues(work_pool_name="compat-pool")} == {
            "default",
            "fast",
        }
        assert (await client.read_work_queue_status(queue.id)).healthy is False
        assert (await client.read_work_queue_concurrency_status(queue.id)).active_slots == 0
        await client.update_work_queue(queue.id, description="for the hurried")
        assert (await client.read_work_queue(queue.id)).description == "for the hurried"
        matched = await client.match_work_queues(["fa"], work_pool_name="compat-pool")
        assert [q.id for q in matched] == [queue.id]

        schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
        deployment_id = await client.create_deployment(
            flow_id=flow_id,
            name="compat",
            work_pool_name="compat-pool",
            work_queue_name="fast",
            parameters={"n": 1},
            parameter_openapi_schema=schema,
            tags=["a", "b"],
            version="1",
            description="text",
        )
        deployment = await client.read_deployment_by_name("compat-flow/compat")
        assert deployment.id == deployment_id and deployment.work_queue_name == "fast"
        assert deployment.work_pool_name == "compat-pool" and deployment.tags == ["a", "b"]
        schedules = await client.create_deployment_schedules(
            deployment_id,
            [
                (IntervalSchedule(interval=timedelta(hours=1)), False),
                (CronSchedule(cron="0 9 * * 1", timezone="Europe/Berlin"), False),
            ],
        )
        assert len(schedules) == 2
        await client.delete_deployment_schedule(deployment_id, schedules[1].id)
        [schedule] = await client.read_deployment_schedules(deployment_id)
        assert schedule.schedule.interval == timedelta(hours=1)
        two_hours = IntervalSchedule(interval=timedelta(hours=2))
        await client.update_deployment_schedule(deployment_id, schedule.id, schedule=two_hours)
        [schedule] = await client.read_deployment_schedules(deployment_id)
        assert schedule.schedule.interval == timedelta(hours=2) and schedule.active is False

        await client.update_deployment(deployment_id, DeploymentUpdate(description="new"))
        again = await client.read_deployment(deployment_id)
        assert again.description == "new" and again.version == "1" and again.parameters == {"n": 1}
        await client.set_deployment_paused_state(deployment_id, True)
        assert (await client.read_deployment(deployment_id)).paused is True
        await client.set_deployment_paused_state(deployment_id, False)
        await client.pause_deployment(deployment_id)
        assert (await client.read_deployment(deployment_id)).paused is True
        await client.resume_deployment(deployment_id)
        assert (await client.read_deployment(deployment_id)).paused is False
        found = await client.read_deployments(
            flow_filter=FlowFilter(name=FlowFilterName(any_=["compat-flow"])),
            deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=["a"])),
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=["compat-pool"])),
        )
        assert [d.id for d in found] == [deployment_id]
        assert not await client.read_deployments(
            deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=["a", "c"]))
        )

        run = await client.create_flow_run_from_deployment(
            deployment_id, parameters={"n": 2}, state=Scheduled(), tags=["c"], idempotency_key="k"
        )
        same = await client.create_flow_run_from_deployment(
            deployment_id, parameters={"n": 2}, idempotency_key="k"
        )
        assert same.id == run.id and run.parameters == {"n": 2} and set(run.tags) == {"a", "b", "c"}
        assert run.state.is_scheduled() and run.work_queue_name == "fast"
        try:
            await client.create_flow_run_from_deployment(deployment_id, parameters={"n": "x"})
        except PrefectHTTPStatusError as error:
            assert error.response.status_code == 409 and "'n'" in error.response.json()["detail"]
        else:
            raise AssertionError("wrong parameters were accepted")
        await client.update_flow_run_labels(run.id, {"team": "a", "size": 1})
        await client.update_flow_run_labels(run.id, {"size": 2})
        assert (await client.read_flow_run(run.id)).labels == {"team": "a", "size": 2}
        states = await client.read_flow_run_states(run.id)
        assert [s.name for s in states] == ["Scheduled"] and states[0].id == run.state.id
        assert (await client.read_flow_run_state(run.state.id)).name == "Scheduled"
        due = await client.get_scheduled_flow_runs_for_deployments([deployment_id])
        assert [r.id for r in due] == [run.id]
        due = await client.get_scheduled_flow_runs_for_work_pool("compat-pool", ["fast"])
        assert [r.flow_run.id for r in due] == [run.id]
        assert not await client.get_scheduled_flow_runs_for_work_pool("compat-pool", ["default"])
        by_deployment = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]))
        assert [r.id for r in await client.read_flow_runs(flow_run_filter=by_deployment)] == [run.id]
        assert await client.count_flow_runs(flow_run_filter=by_deployment) == 1
        assert [r.id for r in await client.get_runs_in_work_queue(queue.id)] == [run.id]
        await client.set_flow_run_name(run.id, "a name")
        await client.update_flow_run(run.id, tags=["d"])
        changed = await client.read_flow_run(run.id)
        assert changed.name == "a name" and changed.tags == ["d"]

        if "--keep" in sys.argv:
            print(json.dumps({"deployment": str(deployment_id), "run": str(run.id)}))
            return
        await client.delete_flow_run(run.id)
        await client.delete_deployment(deployment_id)
        await client.delete_work_queue_by_id(queue.id)
        await client.delete_work_pool("compat-pool")
        await client.delete_flow(flow_id)
        assert await client.read_flows(flow_filter=by_name) == []
        for read in (
            client.read_flow_run(run.id),
            client.read_deployment(deployment_id),
            client.read_work_pool("compat-pool"),
        ):
            try:
                await read
            except ObjectNotFound:
                continue
            raise AssertionError("something was not deleted")
    print(json.dumps({"ok": True}))


asyncio.run(main())
