using Solde.Functions.Api;
using Solde.Platform.Durable;

namespace Solde.Functions.Operations;

/// <summary>The workflows that need a person, of all organisations, by their ids.</summary>
internal static class ListStuckWorkflows
{
    /// <summary>More than that at once is one cause, not so many cases.</summary>
    private const int MaxShown = 1000;

    public static async Task<Answer> Handle(string? cursor, int? limit, DurableTaskClient hub, TimeProvider clock, Command command)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var stuck = new List<StuckWorkflow>();
        var query = new OrchestrationQuery(Statuses: StuckWorkflow.Statuses);
        await foreach (var found in hub.GetAllInstancesAsync(query, command.CancellationToken))
        {
            if (StuckWorkflow.Is(found, clock.GetUtcNow()))
                stuck.Add(StuckWorkflow.Of(found));
            if (stuck.Count == MaxShown)
                break;
        }
        return Cursor.Answer(Cursor.Page(stuck, item => item.Instance, after, size), OperationsJson.Default.PageStuckWorkflow);
    }
}
