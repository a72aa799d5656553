using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

internal static class ReturnSteps
{
    /// <summary>Whatever is larger was not sent by a bank; it stays where it lies.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    /// <summary>Takes in, or refuses, what lies in the folder, and removes it then: the bytes are kept with the files of the agreement.</summary>
    public static async Task<ReturnTurn> TakeReturns(TaskActivityContext context, ReturnRun run)
    {
        var folder = context.Services.GetRequiredService<ReturnFolder>();
        var returns = context.Services.GetRequiredService<TakeReturn>();
        var command = Command.Of(run.Organisation, "folder " + run.Agreement, context);
        await foreach (var waiting in folder.WaitingAsync(run, context.CancellationToken))
        {
            if (waiting.ContentLength > MaxBytes)
                continue;
            SpooledFile? received;
            ETag version;
            try
            {
                using var content = await folder.Of(waiting.Name).DownloadStreamingAsync(context.CancellationToken);
                version = content.ETag;
                received = await SpooledFile.OfAsync(content.Content, MaxBytes, context.CancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                continue;
            }
            if (received is null)
                continue;
            await using (received)
            {
                var answer = await returns.TakeAsync(run.Agreement, received, ReturnFolder.NameOf(waiting), command);
                // Under an agreement that nobody made, it belongs to nobody, and stays.
                if (answer.Refusal?.Kind == CommonRefusals.NotFound)
                    break;
            }
            await folder.RemoveAsync(waiting.Name, version, context.CancellationToken);
        }
        return new ReturnTurn(null);
    }

    public static async Task<ReturnTurn> ApplyReturn(TaskActivityContext context, ReturnRun run) => new(
        await context.Services.GetRequiredService<ReturnApplier>().ApplyAsync(run, context.Outgoing, context.CancellationToken));

    /// <summary>Writes down how far a file is; its number settles with its last line.</summary>
    public static async Task<ReturnTurn> RecordReturn(TaskActivityContext context, ReturnProgress progress)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await context.Services.GetRequiredService<AggregateStore<ReturnRegister>>().ChangeAsync(
            progress.Run.Agreement,
            Command.Of(progress.Run.Organisation, "workflow " + ReturnWorkflow.InstanceOf(progress.Run), context),
            register => Decide(register, progress, now));
        return new ReturnTurn(progress);
    }

    internal static Decision<ReturnRegister> Decide(ReturnRegister register, ReturnProgress progress, DateTimeOffset now)
    {
        // A stretch that is told of twice counts once.
        if (register.Files.GetValueOrDefault(progress.File) is not { State: ReturnStates.Applying } file || file.Done != progress.From)
            return new Decision<ReturnRegister>.Unchanged(Answer.NoContent);
        var after = file with { Done = progress.To, Totals = file.Totals! + progress.Totals };
        if (progress.IsEnd)
            after = after with { State = ReturnStates.Applied, AppliedAt = now };
        return new Decision<ReturnRegister>.Changed(
            register.With(after),
            new JournalNote(progress.IsEnd ? "ReturnApplied" : "ReturnAdvanced", file.Id),
            Answer.NoContent,
            []);
    }
}
