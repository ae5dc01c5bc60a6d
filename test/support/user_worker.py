"""A worker of the user's, in Python: it knows nothing of us."""

import asyncio
import sys
from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker


@dataclass
class Order:
    customer: str
    amount: int = 1


@activity.defn
async def charge(order: Order) -> str:
    if order.amount > 100:
        raise ApplicationError("the card was declined", type="Declined", non_retryable=True)
    return f"{order.customer} paid {order.amount}"


@workflow.defn
class Checkout:
    @workflow.run
    async def run(self, order: Order) -> str:
        return await workflow.execute_activity(
            charge, order, start_to_close_timeout=timedelta(seconds=10)
        )


@workflow.defn
class Add:
    @workflow.run
    async def run(self, a: int, b: int) -> int:
        return a + b


async def main(address: str, task_queue: str) -> None:
    client = await Client.connect(address)
    async with Worker(client, task_queue=task_queue, workflows=[Checkout, Add], activities=[charge]):
        print("ready", flush=True)
        await asyncio.Event().wait()


# The sandbox of workflows imports this file again.
if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
