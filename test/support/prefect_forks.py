"""Runs commands of Prefect's CLI, each in a process of its own that has Prefect loaded already.

Loading takes seconds, a command takes tenths of one. Reads a request per line: {"number", "args", "cwd"}; answers each
with a line {"number", "code", "stdout", "stderr"} when it has ended. Ends with its input.
"""

import fcntl
import importlib
import json
import os
import runpy
import signal
import sys
import tempfile
import traceback

COMMANDS = (
    "automation block config deploy deployment events flow flow_run flow_runs_watching profile variable version "
    "work_pool work_queue"
)


def load() -> None:
    import prefect
    import prefect.cli
    import prefect.client.orchestration  # noqa: F401

    for name in COMMANDS.split():
        importlib.import_module(f"prefect.cli.{name}")


def command(args: list[str], cwd: str, out: int, err: int) -> int:
    """In the child: what `python -m prefect` does."""
    os.chdir(cwd)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.argv = ["prefect", *args]
    sys.path[0] = cwd
    try:
        runpy.run_module("prefect", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def run(number: int, args: list[str], cwd: str, answers: int, lock: str) -> None:
    """In a process between: waits for the command and answers."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os._exit(command(args, cwd, out.fileno(), err.fileno()))
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        answer = {
            "number": number,
            "code": os.waitstatus_to_exitcode(status),
            "stdout": out.read().decode(),
            "stderr": err.read().decode(),
        }
    with open(lock, "w") as guard, os.fdopen(os.dup(answers), "w") as pipe:
        fcntl.flock(guard, fcntl.LOCK_EX)
        pipe.write(json.dumps(answer) + "\n")


def main() -> None:
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    answers = os.dup(1)
    os.dup2(2, 1)
    lock = os.path.join(os.environ["PREFECT_HOME"], "answers.lock")
    for line in sys.stdin:
        request = json.loads(line)
        if os.fork() == 0:
            code = 1
            try:
                run(request["number"], request["args"], request["cwd"], answers, lock)
                code = 0
            finally:
                os._exit(code)


main()
