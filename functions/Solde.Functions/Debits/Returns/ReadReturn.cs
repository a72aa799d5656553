using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

internal static class ReadReturn
{
    public static async Task<Answer> Handle(
        string agreement, string file, Command command, AggregateStore<ReturnRegister> registers) =>
        await FindAsync(agreement, file, command, registers) is { } found
            ? ReturnView.Answer(agreement, found, command.Language)
            : CommonRefusals.NotFound;

    public static async Task<ReturnFile?> FindAsync(
        string agreement, string file, Command command, AggregateStore<ReturnRegister> registers)
    {
        var register = await registers.ReadAsync(
            command.Organisation, agreement, command.CancellationToken, ReturnRegister.FileRow(file));
        return register.Files.GetValueOrDefault(file);
    }
}
