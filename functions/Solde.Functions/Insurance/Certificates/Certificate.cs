namespace Solde.Functions.Insurance;

/// <param name="Number">The insurer's; a provider has each number once.</param>
/// <param name="ValidTo">The last day that counts; null where no end is set.</param>
internal sealed record Certificate(string Id, string Number, DateOnly ValidFrom, DateOnly? ValidTo, DateTimeOffset OpenedAt)
{
    public bool IsValidOn(DateOnly date) => date >= ValidFrom && (ValidTo is null || date <= ValidTo);
}
