using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using Xunit.Abstractions;
using static Solde.Tests.Debits.ReturnScene;

namespace Solde.Tests.Debits;

/// <summary>A reader of return files that dies at each of its storage calls, and another that goes on in its place.</summary>
[Trait("Rule", "DEB-21")]
[Trait("Rule", "COM-11")]
public sealed class ReturnCrashTests(AzuriteFixture azurite, ITestOutputHelper output) : DyingAppTests(azurite), IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_dies_a_file_is_taken_once_and_each_line_isApplied_or_listed_once(bool afterIt)
    {
        const int MostCalls = 40;
        var scene = await OpenAsync(App, quotas: 3, months: MostCalls);
        var month = new DateOnly(2026, 4, 1);
        var number = 0;
        for (var call = 0; ; call++, month = month.AddMonths(1))
        {
            Assert.True(call < MostCalls, "So many storage calls cannot be needed for four lines.");
            var charges = await scene.RunAsync(month.ToString("yyyy-MM"));
            var file = File(++number, Result(charges[0]), Result(charges[1], "01"), Result(charges[2], amount: 1), Result(charges[0], "30"), ResultOf("NOBODYS"));
            Faults.DieAt(call, afterIt);
            var death = await Record.ExceptionAsync(async () =>
            {
                (await scene.SendAsync(file)).Expect(HttpStatusCode.Created);
                await StepAsync(scene);
            });
            Faults.Revive();

            // The bank's file comes again, the step is called again.
            await scene.SendAsync(file);
            await StepAsync(scene);

            var listed = (await scene.ListAsync()).Single(one => one!["number"]?.GetValue<int>() == number)!;
            Assert.Equal(("applied", 5, 2), (Json.Text(listed["state"]), listed["lines"]!.GetValue<int>(), listed["listed"]!.GetValue<int>()));
            Assert.Equal(["failed 2", "paid 2"], listed["byOutcome"]!.AsArray().Select(total => $"{Json.Text(total!["outcome"])} {total["count"]}"));
            Assert.Equal(["failed", "failed", "paid_in_part"], (await scene.ChargesAsync(charges[0].Month)).Select(charge => charge.State));
            var (journal, left) = await scene.OwedAsync(charges[0].Month);
            Assert.Equal(left, journal);
            if (death is not null)
                continue;
            output.WriteLine($"{call} storage calls");
            Assert.True(call > 10, "So few storage calls cannot have taken a file.");
            break;
        }
    }

    /// <summary>What a workflow does, without its waits between tries.</summary>
    private async Task StepAsync(ReturnScene scene)
    {
        var run = new ReturnRun(scene.Desk.Organisation, Agreement);
        var outgoing = new Solde.Platform.Messaging.OutgoingMessages();
        outgoing.Allow(["notifications"]);
        var context = new Solde.Platform.Durable.TaskActivityContext("step", App.Services, outgoing, CancellationToken.None);
        while ((await ReturnSteps.ApplyReturn(context, run)).Progress is { } progress)
            await ReturnSteps.RecordReturn(context, progress);
    }
}
