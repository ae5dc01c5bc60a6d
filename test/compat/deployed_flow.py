"""A flow for `prefect deploy`."""

from prefect import flow


@flow(name="deployed")
def deployed(n: int = 0) -> None:
    print(f"deployed {n}")
