"""Prefect's SDK against a gateway with a Prefect server behind it: flows, blocks of both, variables, logs, artifacts, limits."""

import asyncio
import json
import sys

from prefect import flow, get_client, get_run_logger, task
from prefect.artifacts import Artifact, create_markdown_artifact
from prefect.blocks.notifications import SlackWebhook
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
from prefect.concurrency.sync import concurrency
from prefect.variables import Variable


@task
def double(n: int) -> int:
    return n * 2


@flow(name="behind-gateway")
def work(n: int) -> int:
    get_run_logger().info("working on %s", n)
    assert Secret.load("behind-secret").get() == "classified"
    assert Webhook.load("behind-webhook").url.get_secret_value() == "https://example.com/hook"
    assert Variable.get("behind_variable") == {"a": 1}
    create_markdown_artifact("# all is well", key="behind-artifact")
    with concurrency("behind-limit", occupy=1):
        return double.with_options(tags=["behind-tag"])(n)


async def limits() -> None:
    async with get_client() as client:
        limit = GlobalConcurrencyLimitCreate(name="behind-limit", limit=1)
        await client.create_global_concurrency_limit(limit)
        await client.create_concurrency_limit(tag="behind-tag", concurrency_limit=1)


def blocks() -> None:
    Secret(value="classified").save("behind-secret")
    Webhook(url="https://example.com/hook").save("behind-webhook")
    SlackWebhook(url="https://hooks.slack.com/services/T/B/c").save("behind-slack")
    Secret(value="other").save("behind-secret", overwrite=True)
    assert Secret.load("behind-secret").get() == "other"
    Secret(value="classified").save("behind-secret", overwrite=True)
    assert SlackWebhook.load("made-on-the-server").url.get_secret_value().endswith("/theirs")


async def lists() -> None:
    async with get_client() as client:
        documents = await client.read_block_documents()
        names = {document.name for document in documents}
        assert {"behind-secret", "behind-webhook", "behind-slack", "made-on-the-server"} <= names
        slugs = [type_.slug for type_ in await client.read_block_types()]
        assert len(slugs) == len(set(slugs))
        assert {"secret", "webhook", "custom-webhook", "s3-bucket"} <= set(slugs)


async def runs() -> None:
    async with get_client() as client:
        (run,) = [r for r in await client.read_flow_runs() if r.parameters == {"n": 21}]
        assert run.state is not None and run.state.is_completed()
        for _ in range(50):
            logs = await client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))
            tasks = await client.read_task_runs()
            if any("working on 21" in log.message for log in logs) and tasks:
                break
            await asyncio.sleep(0.2)
        assert any("working on 21" in log.message for log in logs)
        # The server records task runs from the events of its clients: they went through the gateway.
        assert [t.state_name for t in tasks if t.flow_run_id == run.id] == ["Completed"]
        limit = await client.read_global_concurrency_limit_by_name("behind-limit")
        assert limit.active_slots == 0
        artifact = await Artifact.aget("behind-artifact")
        assert artifact is not None and artifact.data == "# all is well"
        print(json.dumps({"ok": True, "flow_run": str(run.id)}))


blocks()
asyncio.run(lists())
asyncio.run(limits())
Variable.set("behind_variable", {"a": 1}, overwrite=True)
assert work(21) == 42
asyncio.run(runs())
sys.stdout.flush()
