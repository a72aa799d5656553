using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Solde.Platform.Durable.Protocol;
using static Solde.Tests.Platform.Durable.Bytes;

namespace Solde.Tests.Platform.Durable;

/// <summary>Every message, field by field, against bytes that were written by hand from the protocol's numbers.</summary>
public sealed class WireTests
{
    private static readonly Timestamp At = new() { Seconds = 1_769_860_800, Nanos = 5 };

    private static readonly byte[] FailureBytes =
    [
        .. Text(1, "Type"), .. Text(2, "It failed."), .. Optional(3, "at X"),
        .. Message(4, Text(1, "Inner"), Text(2, "why")), .. Number(5, 1),
    ];

    private static TaskFailureDetails Failure => new()
    {
        ErrorType = "Type",
        ErrorMessage = "It failed.",
        StackTrace = "at X",
        InnerFailure = new() { ErrorType = "Inner", ErrorMessage = "why" },
        IsNonRetriable = true,
    };

    private static OrchestrationInstance Instance => new() { InstanceId = "i", ExecutionId = "e" };

    private static byte[] InstanceBytes(int field) => Message(field, Text(1, "i"), Optional(2, "e"));

    public static TheoryData<string, HistoryEvent, byte[]> Events => new()
    {
        {
            "executionStarted",
            new()
            {
                ExecutionStarted = new()
                {
                    Name = "Story",
                    Version = "v",
                    Input = "{}",
                    OrchestrationInstance = Instance,
                    ParentInstance = new() { TaskScheduledId = 300, Name = "Mother", Version = "w", OrchestrationInstance = Instance },
                    ScheduledStartTimestamp = At,
                    ParentTraceContext = new() { TraceParent = "00-a-b-01", TraceState = "s" },
                },
            },
            Message(
                3,
                Text(1, "Story"),
                Optional(2, "v"),
                Optional(3, "{}"),
                InstanceBytes(4),
                Message(5, Number(1, 300), Optional(2, "Mother"), Optional(3, "w"), InstanceBytes(4)),
                Time(6, 1_769_860_800, 5),
                Message(7, Text(1, "00-a-b-01"), Optional(3, "s")))
        },
        {
            "executionCompleted",
            new() { ExecutionCompleted = new() { OrchestrationStatus = OrchestrationStatus.Failed, Result = "r", FailureDetails = Failure } },
            Message(4, Number(1, 3), Optional(2, "r"), Message(3, FailureBytes))
        },
        { "executionTerminated", new() { ExecutionTerminated = new() { Input = "why", Recurse = true } }, Message(5, Optional(1, "why"), Number(2, 1)) },
        {
            "taskScheduled",
            new() { TaskScheduled = new() { Name = "Step", Version = "v", Input = "é" } },
            Message(6, Text(1, "Step"), Optional(2, "v"), Optional(3, "é"))
        },
        { "taskCompleted", new() { TaskCompleted = new() { TaskScheduledId = 7, Result = "" } }, Message(7, Number(1, 7), Optional(2, "")) },
        { "taskFailed", new() { TaskFailed = new() { TaskScheduledId = 7, FailureDetails = Failure } }, Message(8, Number(1, 7), Message(2, FailureBytes)) },
        {
            "subOrchestrationInstanceCreated",
            new() { SubOrchestrationInstanceCreated = new() { InstanceId = "c", Name = "Child", Version = "v", Input = "1" } },
            Message(9, Text(1, "c"), Text(2, "Child"), Optional(3, "v"), Optional(4, "1"))
        },
        {
            "subOrchestrationInstanceCompleted",
            new() { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = 200, Result = "r" } },
            Message(10, Number(1, 200), Optional(2, "r"))
        },
        {
            "subOrchestrationInstanceFailed",
            new() { SubOrchestrationInstanceFailed = new() { TaskScheduledId = 2, FailureDetails = Failure } },
            Message(11, Number(1, 2), Message(2, FailureBytes))
        },
        { "timerCreated", new() { TimerCreated = new() { FireAt = At } }, Message(12, Time(1, 1_769_860_800, 5)) },
        { "timerFired", new() { TimerFired = new() { FireAt = At, TimerId = 9 } }, Message(13, Time(1, 1_769_860_800, 5), Number(2, 9)) },
        { "orchestratorStarted", new() { OrchestratorStarted = new() }, Message(14) },
        { "orchestratorCompleted", new() { OrchestratorCompleted = new() }, Message(15) },
        {
            "eventSent",
            new() { EventSent = new() { InstanceId = "i", Name = "Paid", Input = "1" } },
            Message(16, Text(1, "i"), Text(2, "Paid"), Optional(3, "1"))
        },
        { "eventRaised", new() { EventRaised = new() { Name = "Paid", Input = "1" } }, Message(17, Text(1, "Paid"), Optional(2, "1")) },
        { "genericEvent", new() { GenericEvent = new() { Data = "d" } }, Message(18, Optional(1, "d")) },
        { "historyState", new() { HistoryState = new() }, Message(19) },
        { "continueAsNew", new() { ContinueAsNew = new() { Input = "1" } }, Message(20, Optional(1, "1")) },
        { "executionSuspended", new() { ExecutionSuspended = new() { Input = "why" } }, Message(21, Optional(1, "why")) },
        { "executionResumed", new() { ExecutionResumed = new() { Input = "why" } }, Message(22, Optional(1, "why")) },
    };

    public static TheoryData<string, OrchestratorAction, byte[]> Actions => new()
    {
        {
            "scheduleTask",
            new() { ScheduleTask = new() { Name = "Step", Version = "v", Input = "1" } },
            Message(2, Text(1, "Step"), Optional(2, "v"), Optional(3, "1"))
        },
        {
            "createSubOrchestration",
            new() { CreateSubOrchestration = new() { InstanceId = "c", Name = "Child", Version = "v", Input = "1" } },
            Message(3, Text(1, "c"), Text(2, "Child"), Optional(3, "v"), Optional(4, "1"))
        },
        { "createTimer", new() { CreateTimer = new() { FireAt = At } }, Message(4, Time(1, 1_769_860_800, 5)) },
        {
            "sendEvent",
            new() { SendEvent = new() { Instance = Instance, Name = "Paid", Data = "1" } },
            Message(5, InstanceBytes(1), Text(2, "Paid"), Optional(3, "1"))
        },
        {
            "completeOrchestration",
            new()
            {
                CompleteOrchestration = new()
                {
                    OrchestrationStatus = OrchestrationStatus.ContinuedAsNew,
                    Result = "r",
                    Details = "d",
                    NewVersion = "n",
                    CarryoverEvents = { new HistoryEvent { EventId = -1, EventRaised = new() { Name = "Paid" } } },
                    FailureDetails = Failure,
                },
            },
            Message(
                6,
                Number(1, 2),
                Optional(2, "r"),
                Optional(3, "d"),
                Optional(4, "n"),
                Message(5, Number(1, -1), Message(17, Text(1, "Paid"))),
                Message(6, FailureBytes))
        },
        {
            "terminateOrchestration",
            new() { TerminateOrchestration = new() { InstanceId = "c", Reason = "why", Recurse = true } },
            Message(7, Text(1, "c"), Optional(2, "why"), Number(3, 1))
        },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_written_and_read_as_the_protocol_has_it(string kind, HistoryEvent message, byte[] content)
    {
        message.EventId = -1;
        message.Timestamp = At;
        byte[] bytes = [.. Number(1, -1), .. Time(2, 1_769_860_800, 5), .. content];

        Assert.Equal(kind, message.EventTypeCase.ToString(), ignoreCase: true);
        Assert.Equal(bytes, message.ToByteArray());
        Assert.Equal(message, HistoryEvent.Parser.ParseFrom(bytes));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_written_and_read_as_the_protocol_has_it(string kind, OrchestratorAction message, byte[] content)
    {
        message.Id = 150;
        byte[] bytes = [.. Number(1, 150), .. content];

        Assert.Equal(kind, message.OrchestratorActionTypeCase.ToString(), ignoreCase: true);
        Assert.Equal(bytes, message.ToByteArray());
        Assert.Equal(message, OrchestratorAction.Parser.ParseFrom(bytes));
    }

    [Fact]
    public void Every_kind_of_event_and_action_is_among_these()
    {
        var events = System.Enum.GetNames<HistoryEvent.EventTypeOneofCase>().Length - 1;
        var actions = System.Enum.GetNames<OrchestratorAction.OrchestratorActionTypeOneofCase>().Length - 1;

        Assert.Equal((events, actions), (Events.Count, Actions.Count));
    }

    [Fact]
    public void A_request_is_written_and_read_as_the_protocol_has_it()
    {
        var message = new OrchestratorRequest { InstanceId = "i", ExecutionId = "e", RequiresHistoryStreaming = true };
        message.PastEvents.Add(new HistoryEvent { EventId = 1, OrchestratorStarted = new() });
        message.NewEvents.Add(new HistoryEvent { EventId = 2, OrchestratorCompleted = new() });
        message.NewEvents.Add(new HistoryEvent { EventId = 3, OrchestratorStarted = new() });
        byte[] bytes =
        [
            .. Text(1, "i"), .. Optional(2, "e"), .. Message(3, Number(1, 1), Message(14)),
            .. Message(4, Number(1, 2), Message(15)), .. Message(4, Number(1, 3), Message(14)), .. Number(6, 1),
        ];

        Assert.Equal(bytes, message.ToByteArray());
        Assert.Equal(message, OrchestratorRequest.Parser.ParseFrom(bytes));
    }

    [Fact]
    public void A_field_that_is_not_used_here_does_not_hinder_the_reading()
    {
        // entityParameters (5) and properties (7, a map) come from newer hosts.
        byte[] bytes = [.. Text(1, "i"), .. Message(5, Number(1, 3)), .. Message(7, Text(1, "key"), Message(2, Text(3, "value")))];

        Assert.Equal("i", OrchestratorRequest.Parser.ParseFrom(bytes).InstanceId);
    }

    [Fact]
    public void A_response_is_written_and_read_as_the_protocol_has_it()
    {
        var message = new OrchestratorResponse { InstanceId = "i", CustomStatus = "s", CompletionToken = "t", NumEventsProcessed = 4 };
        message.Actions.Add(new OrchestratorAction { Id = 0, ScheduleTask = new() { Name = "Step" } });
        byte[] bytes =
        [
            .. Text(1, "i"), .. Message(2, Message(2, Text(1, "Step"))), .. Optional(3, "s"), .. Text(4, "t"), .. Message(5, Number(1, 4)),
        ];

        Assert.Equal(bytes, message.ToByteArray());
        Assert.Equal(message, OrchestratorResponse.Parser.ParseFrom(bytes));
    }

    [Theory]
    [InlineData(OrchestrationStatus.Running, 0)]
    [InlineData(OrchestrationStatus.Completed, 1)]
    [InlineData(OrchestrationStatus.ContinuedAsNew, 2)]
    [InlineData(OrchestrationStatus.Failed, 3)]
    [InlineData(OrchestrationStatus.Canceled, 4)]
    [InlineData(OrchestrationStatus.Terminated, 5)]
    [InlineData(OrchestrationStatus.Pending, 6)]
    [InlineData(OrchestrationStatus.Suspended, 7)]
    public void A_status_has_the_protocols_number(OrchestrationStatus status, int number) => Assert.Equal(number, (int)status);

    [Fact]
    public void A_text_that_is_absent_is_not_a_text_that_is_empty()
    {
        Assert.Null(TaskCompletedEvent.Parser.ParseFrom(Number(1, 7)).Result);
        Assert.Equal("", TaskCompletedEvent.Parser.ParseFrom([.. Number(1, 7), .. Optional(2, "")]).Result);
    }
}
