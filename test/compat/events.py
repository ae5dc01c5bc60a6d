"""Prefect's event clients against the gateway: emit, stream with backfill, page through, count."""

import asyncio
import json
import sys
from datetime import timedelta
from uuid import UUID, uuid4

from prefect import get_client
from prefect.events import Event, Resource, emit_event
from prefect.events.clients import get_events_client, get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter
from prefect.events.worker import EventsWorker
from prefect.types._datetime import now

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1500


def an_event(name: str, number: int) -> Event:
    return Event(
        event=name,
        resource=Resource({"prefect.resource.id": f"compat.thing.{number}"}),
        payload={"number": number},
    )


async def stream_and_emit() -> None:
    prefix = f"compat.{uuid4()}."
    past = [an_event(prefix + "past", n) for n in range(20)]
    async with get_events_client() as client:
        for event in past:
            await client.emit(event)

    filter = EventFilter(event=EventNameFilter(prefix=[prefix]))
    live = [an_event(prefix + "live", n) for n in range(COUNT)]
    received: list[UUID] = []
    async with get_events_subscriber(filter=filter) as subscriber:

        async def read() -> None:
            async for event in subscriber:
                received.append(event.id)
                if len(received) == len(past) + len(live):
                    return

        reader = asyncio.create_task(read())
        # more than the client's checkpoint of 700, so that pongs are waited for
        async with get_events_client() as client:
            for event in live:
                await client.emit(event)
        await asyncio.wait_for(reader, 60)
    assert received == [e.id for e in past + live], "not every event came once and in order"


async def page_and_count() -> None:
    name = f"compat.page.{uuid4()}"
    events = [an_event(name, n) for n in range(120)]
    async with get_client() as client:
        body = [event.model_dump(mode="json") for event in events]
        response = await client._client.post("/events", json=body)
        assert response.status_code == 204, response.text
        # the same again: stored once
        assert (await client._client.post("/events", json=body)).status_code == 204

        page = await client.read_events(EventFilter(event=EventNameFilter(name=[name])), limit=50)
        assert page.total == 120 and len(page.events) == 50
        seen = [event.id for event in page.events]
        while page.next_page:
            page = await page.get_next_page(client)
            seen += [event.id for event in page.events]
        assert sorted(map(str, seen)) == sorted(str(event.id) for event in events)

        counted = await client._client.post(
            "/events/count-by/event",
            json={
                "filter": {
                    "occurred": {
                        "since": (now("UTC") - timedelta(hours=1)).isoformat(),
                        "until": (now("UTC") + timedelta(hours=1)).isoformat(),
                    },
                    "event": {"name": [name]},
                }
            },
        )
        assert [count["count"] for count in counted.json()] == [120], counted.text


def emit_in_the_background() -> None:
    event = emit_event(event="compat.emit_event", resource={"prefect.resource.id": "compat.worker"})
    assert event is not None
    EventsWorker.drain_all(timeout=30)

    async def is_there() -> bool:
        async with get_client() as client:
            filter = EventFilter(event=EventNameFilter(name=["compat.emit_event"]))
            page = await client.read_events(filter, limit=50)
            return event.id in [found.id for found in page.events]

    assert asyncio.run(is_there()), "an event of emit_event did not arrive"


asyncio.run(stream_and_emit())
asyncio.run(page_and_count())
emit_in_the_background()
print(json.dumps({"ok": True}))
