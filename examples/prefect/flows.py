"""A nightly load, and a report that is made when the load has completed."""

from prefect import flow, serve
from prefect.events import DeploymentEventTrigger


@flow(name="load", log_prints=True)
def load(rows: int = 100) -> None:
    if rows == 0:
        raise ValueError("the source has no rows")
    print(f"{rows} rows loaded")


@flow(name="report", log_prints=True)
def report(run: str) -> None:
    print(f"report about {run}")


if __name__ == "__main__":
    serve(
        load.to_deployment("nightly"),
        report.to_deployment(
            "after-load",
            triggers=[
                DeploymentEventTrigger(
                    expect={"prefect.flow-run.Completed"},
                    match_related={
                        "prefect.resource.role": "deployment",
                        "prefect.resource.name": "nightly",
                    },
                    parameters={"run": "{{ flow_run.name }}"},
                )
            ],
        ),
    )
