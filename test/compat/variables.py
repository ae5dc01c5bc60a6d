"""Prefect's SDK against the gateway: variables, and webhooks in the form that Prefect Cloud's client uses."""

import json

from prefect.variables import Variable

Variable.set("compat_name", {"a": [1, 2.5, None]}, tags=["x"])
assert Variable.get("compat_name") == {"a": [1, 2.5, None]}
try:
    Variable.set("compat_name", 1)
except ValueError:
    pass
else:
    raise AssertionError("a variable was overwritten")
Variable.set("compat_name", "text", overwrite=True)
assert Variable.get("compat_name") == "text"
assert Variable.get("compat_absent", default=7) == 7
assert Variable.unset("compat_name") is True
assert Variable.unset("compat_name") is False
print(json.dumps({"ok": True}))
