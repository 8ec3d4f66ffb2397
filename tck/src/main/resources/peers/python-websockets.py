"""The client of the Python package websockets: prints what it sees, a line each."""
import asyncio
import inspect
import sys

import websockets

URL, SCENARIO = sys.argv[1:3]
TEXT = "größer 😀"
LARGE = "x" * 60000
BYTES = bytes(range(256))


def connect(protocols):
    headers = {"X-Tck-Scenario": SCENARIO, "X-Tck-Client": "python-websockets"}
    # Older versions have another name for it.
    known = inspect.signature(websockets.connect.__init__).parameters
    name = "additional_headers" if "additional_headers" in known else "extra_headers"
    return websockets.connect(URL, subprotocols=protocols, **{name: headers})


async def main():
    async with connect(["tck.other", "tck.v1"]) as first:
        print("open", first.subprotocol)
        for message in (TEXT, "", LARGE, BYTES):
            await first.send(message)
        echoes = [await first.recv() for _ in range(4)]
        print("echoes", str(echoes == [TEXT, "", LARGE, BYTES]).lower())
        await (await first.ping(b"are you there"))
        print("pong are you there")
        await first.send("close me")
        try:
            await first.recv()
        except websockets.ConnectionClosed as closed:
            print("closed", closed.rcvd.code, closed.rcvd.reason)
    second = await connect(["tck.v1"])
    await second.close(4002, "client 😀")
    print("closed", second.close_code)


asyncio.run(main())
