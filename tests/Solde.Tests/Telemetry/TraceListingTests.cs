using System.Diagnostics;
using System.Text.RegularExpressions;
using Solde.Local.Desk;
using Solde.Platform.Telemetry;

namespace Solde.Tests.Telemetry;

/// <summary>What the app's console exporter writes is what the desk reads and prints.</summary>
public sealed partial class TraceListingTests
{
    [Fact]
    public void A_trace_is_listed_as_a_tree_with_what_was_announced()
    {
        using var capture = new TraceCapture();
        using (var webhook = Traces.Functions.StartActivity("ProviderWebhook", ActivityKind.Server, TraceParent.Read(capture.Root)))
        {
            webhook!.SetTag("http.response.status_code", 204);
            using var record = Traces.Functions.StartActivity("ProviderEvents", ActivityKind.Consumer);
            record!.SetTag("messaging.destination.name", "provider-events");
            record.AddEvent(new ActivityEvent("announced", tags: new() { ["messaging.message.type"] = "PaymentArrived" }));
            using (var storage = Traces.Storage.StartActivity("table EntityGroupTransaction", ActivityKind.Client))
                storage!.Fail(new TimeoutException());
            using var mail = Traces.Calls.StartActivity("send mail", ActivityKind.Client);
        }

        var book = new TraceBook();
        Assert.All(capture.Spans, span => Assert.True(book.TryTake(ConsoleSpans.Mark + ConsoleSpans.LineOf(span))));
        var lines = TraceListing.Lines(book.First("ProviderWebhook", "send mail")).Select(WithoutTimes);

        Assert.Equal(
        [
            $"trace {capture.Root.Split('-')[1]}, 4 spans",
            "began took",
            "ProviderWebhook [server] status=204",
            "ProviderEvents [consumer] queue=provider-events",
            "~ announced PaymentArrived",
            "table EntityGroupTransaction [client] FAILED",
            "send mail [client]",
        ],
        lines);
    }

    [Theory]
    [InlineData("info: Solde.Functions[0]")]
    [InlineData("span of control")]
    [InlineData("span {}")]
    public void A_line_of_the_log_is_no_span(string line) => Assert.False(new TraceBook().TryTake(line));

    [Fact]
    public void Without_such_a_trace_nothing_is_listed() => Assert.Empty(TraceListing.Lines(new TraceBook().First("send mail")));

    private static string WithoutTimes(string line) => Spaces().Replace(Times().Replace(line, ""), " ").Trim();

    [GeneratedRegex("^ *[0-9.]+ +[0-9.]+ ms", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
