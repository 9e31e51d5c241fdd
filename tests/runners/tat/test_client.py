"""Calls of the API, and what their answers mean."""

from __future__ import annotations

import asyncio

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.tat.client import ApiClient, LostReplyError
from aresrgan_gui.runners.tat.tasks import tasks_of
from tests.fakes.fake_cloud import FakeCloud


def run_nothing(api: ApiClient) -> None:
    order = {"Content": "ZXhpdA==", "InstanceIds": ["ins-1"], "WorkingDirectory": "."}
    asyncio.run(api.order("RunCommand", order))


def test_that_a_question_is_repeated_where_an_order_is_not(cloud: FakeCloud, api: ApiClient) -> None:
    cloud.lost_calls = 1
    with pytest.raises(LostReplyError):
        run_nothing(api)
    assert cloud.calls == ["RunCommand"]
    cloud.too_many = 2
    asyncio.run(api.ask("DescribeRegions", {}))
    assert cloud.calls[1:] == ["DescribeRegions"] * 3


def test_that_too_many_calls_are_given_up_at_last(cloud: FakeCloud, api: ApiClient) -> None:
    cloud.too_many = 1000
    for call in (lambda: asyncio.run(api.ask("DescribeRegions", {})), lambda: run_nothing(api)):
        with pytest.raises(UpscaleError) as raised:
            call()
        assert raised.value.failure.code is ErrorCode.HOST_DOWN


def test_that_an_error_is_seen_whatever_type_its_answer_claims(cloud: FakeCloud, api: ApiClient) -> None:
    cloud.content_type = "application/json; charset=utf-8"
    with pytest.raises(UpscaleError) as raised:
        asyncio.run(api.ask("DescribeInvocationTasks", {"Limit": 1000}))
    assert raised.value.failure.code is ErrorCode.HOST_UNREADY
    assert "Range" in raised.value.failure.detail


def test_that_a_service_that_is_gone_is_down(cloud: FakeCloud, api: ApiClient) -> None:
    cloud.go_down()
    with pytest.raises(UpscaleError) as raised:
        asyncio.run(api.ask("DescribeRegions", {}))
    assert raised.value.failure.code is ErrorCode.HOST_DOWN


def test_that_what_was_said_comes_with_the_tasks(cloud: FakeCloud, api: ApiClient) -> None:
    command_id = cloud.tat.store_command("echo {{word}}; exit 3")
    order = {"CommandId": command_id, "InstanceIds": ["ins-1"], "Parameters": '{"word": "hello"}'}
    invocation = asyncio.run(api.order("InvokeCommand", order))["InvocationId"]
    assert cloud.tat.invocations[0].tasks[0].ended.wait(60)
    (task,) = asyncio.run(tasks_of(api, [invocation]))
    assert (task.status, task.exit_code, task.output, task.dropped) == ("FAILED", 3, "hello\n", 0)
    assert task.is_final
