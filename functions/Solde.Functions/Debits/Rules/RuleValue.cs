namespace Solde.Functions.Debits;

/// <summary>What a rule says in a period. Each kind uses the properties that its shape needs, the others are null.</summary>
internal sealed record RuleValue
{
    /// <summary>Of a list: a plan, an agent, a type, a state, a reducer, a way to pay.</summary>
    public string? Code { get; init; }

    /// <summary>Insurance instalments: the parts that are not charged, in the order of their codes.</summary>
    public IReadOnlyList<string>? Parts { get; init; }

    /// <summary>Direct debit, current account: the id of one of the member's bank accounts.</summary>
    public string? BankAccount { get; init; }

    /// <summary>Direct debit: 0 for the due date of each assembly, 31 for a month's last day.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Electronic payment: the id of a saved payment method.</summary>
    public string? PaymentMethod { get; init; }

    public static RuleValue Of(string code) => new() { Code = code };

    public bool Equals(RuleValue? other) =>
        other is not null
        && Code == other.Code
        && BankAccount == other.BankAccount
        && DayOfMonth == other.DayOfMonth
        && PaymentMethod == other.PaymentMethod
        && (Parts ?? []).SequenceEqual(other.Parts ?? []);

    public override int GetHashCode() => HashCode.Combine(Code, BankAccount, DayOfMonth, PaymentMethod, Parts?.Count ?? 0);
}
