"""What a tab says and asks for while it shows a page."""

from contextlib import contextmanager


@contextmanager
def listening(tab):
    """Yield what the tab complains of and what it requests while it is listened to."""
    complaints, requests = [], set()
    listeners = {
        "console": lambda line: line.type == "error" and complaints.append(line.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: requests.add(request.url),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield complaints, requests
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
