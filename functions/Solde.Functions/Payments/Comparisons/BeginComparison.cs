using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Begins a comparison, on request or because it is night at the organisation (PAY-12). Only writes it down: a workflow does it.</summary>
internal static class BeginComparison
{
    /// <summary>Each night looks at more than one day, so that a night that was missed is made good.</summary>
    private const int DaysOfNight = 7;

    /// <param name="From">The first day, in the organisation's time zone; of the current month unless given.</param>
    /// <param name="To">The last one.</param>
    public sealed record Request(DateOnly? From, DateOnly? To);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Comparison> comparisons, IOrganisationDirectory organisations, TimeProvider clock)
    {
        var calendar = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!.Calendar;
        var errors = new FieldErrors();
        var now = clock.GetUtcNow();
        if (ReportPeriod.Read(request.From, request.To, calendar, now, errors) is not { } period)
            return errors.ToRefusal();
        return await comparisons.ChangeAsync(
            IdempotencyKey.DerivedId("cmp", command), command, comparison => Begin(comparison, period, command.Organisation, now));
    }

    /// <summary>From the timer: the same night again begins nothing.</summary>
    public static async Task HandleAsync(ComparisonDue message, MessageContext context)
    {
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        if (await organisations.FindAsync(message.Organisation, context.CancellationToken) is not { Profile.Calendar: var calendar })
            return;
        var (first, last) = (message.On.AddDays(-DaysOfNight), message.On.AddDays(-1));
        var period = new ReportPeriod(first, last, calendar.StartOf(first), calendar.StartOf(message.On));
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await context.Services.GetRequiredService<AggregateStore<Comparison>>().ChangeAsync(
            Comparison.IdOfNight(message.Organisation, message.On),
            Command.Of(message.Organisation, "message ComparisonDue", context),
            comparison => Begin(comparison, period, message.Organisation, now));
    }

    /// <summary>Starts the workflow. The message may come again, also after that has ended: then it is left alone.</summary>
    public static async Task StartAsync(ComparisonBegun message, MessageContext context)
    {
        var comparisons = context.Services.GetRequiredService<AggregateStore<Comparison>>();
        var begun = (await comparisons.ReadAsync(message.Organisation, message.Comparison, context.CancellationToken)).Content!;
        if (begun.State == ComparisonStates.UnderWay)
        {
            await context.Services.GetRequiredService<ComparisonIndex>()
                .PutAsync(message.Organisation, message.Comparison, begun, context.CancellationToken);
        }
        await context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(ComparisonWorkflow),
            ComparisonWorkflow.InstanceOf(message.Comparison),
            new ComparisonStep(message.Organisation, message.Comparison, begun.Start, begun.End, null),
            PaymentsJson.Default.ComparisonStep,
            cancellationToken: context.CancellationToken);
    }

    internal static Decision<Comparison> Begin(Comparison comparison, ReportPeriod period, string organisation, DateTimeOffset now)
    {
        if (comparison.Content is { } known)
            return new Decision<Comparison>.Unchanged(AnswerOf(comparison.Id, known));
        var begun = new ComparisonContent(
            period.From, period.To, period.Start, period.End, ComparisonStates.UnderWay, now, null, FindingCounts.None);
        return new Decision<Comparison>.Changed(
            comparison with { Content = begun },
            new JournalNote("ComparisonBegun"),
            AnswerOf(comparison.Id, begun),
            [Announcement.To(
                Queues.Payments, new ComparisonBegun(organisation, comparison.Id), PaymentMessages.Default.ComparisonBegun)]);
    }

    internal static Decision<Comparison> End(Comparison comparison, string state, FindingCounts findings, DateTimeOffset now)
    {
        var known = comparison.Content!;
        return known.State != ComparisonStates.UnderWay
            ? new Decision<Comparison>.Unchanged(Answer.NoContent)
            : new Decision<Comparison>.Changed(
                comparison with { Content = known with { State = state, EndedAt = now, Findings = findings } },
                new JournalNote(state == ComparisonStates.Done ? "ComparisonDone" : "ComparisonFailed"),
                Answer.NoContent,
                []);
    }

    private static Answer AnswerOf(string id, ComparisonContent content) => Answer.Accepted(
        ComparisonView.Of(id, content), PaymentsJson.Default.ComparisonView, $"/api/v1/payments/comparisons/{id}");
}
