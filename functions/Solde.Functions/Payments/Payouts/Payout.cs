using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <summary>
/// A payout of the provider to the bank (PAY-11). The provider's account is the installation's, so it belongs to no organisation: each
/// has a share of it, made of its own lines.
/// </summary>
internal sealed record Payout : IAggregate<Payout>
{
    /// <summary>The owner of payouts, and of lines that nobody's payments or refunds are behind: only the operator sees them.</summary>
    public const string OfInstallation = "";

    public static string Table => "Payouts";

    public static string Kind => "payout";

    public required string Id { get; init; }

    public PayoutContent? Content { get; init; }

    public bool Exists => Content is not null;

    public static Payout FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, PayoutRows.Default.PayoutContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, PayoutRows.Default.PayoutContent);
    }
}

/// <param name="State">See <see cref="PayoutStates"/>.</param>
/// <param name="Amount">What goes to the bank; below zero where the provider takes from it.</param>
/// <param name="AreLinesWhole">The provider has said that the list of its transactions is complete. Before, nothing can differ.</param>
/// <param name="Revision">Rises with each change.</param>
internal sealed record PayoutContent(
    string State,
    Money Amount,
    DateOnly ArrivesOn,
    DateTimeOffset CreatedAt,
    bool AreLinesWhole,
    string? FailureCode,
    IReadOnlyList<PayoutShare> Shares,
    int Revision)
{
    /// <summary>All lines together.</summary>
    [JsonIgnore]
    public PayoutShare Whole => Shares.Aggregate(
        new PayoutShare(Payout.OfInstallation, 0, 0, PayoutSums.None), (sum, share) => sum with
        {
            Lines = sum.Lines + share.Lines,
            DifferingLines = sum.DifferingLines + share.DifferingLines,
            Sums = sum.Sums + share.Sums,
        });

    /// <summary>What the payout has and its lines have not; null as long as they are not all known.</summary>
    [JsonIgnore]
    public Money? Difference => AreLinesWhole ? Amount - new Money(Whole.Sums.Total, Amount.Currency) : null;

    public bool Equals(PayoutContent? other) =>
        other is not null
        && (State, Amount, ArrivesOn, CreatedAt, AreLinesWhole, FailureCode, Revision)
            == (other.State, other.Amount, other.ArrivesOn, other.CreatedAt, other.AreLinesWhole, other.FailureCode, other.Revision)
        && Shares.SequenceEqual(other.Shares);

    public override int GetHashCode() => HashCode.Combine(State, Amount, Revision);
}

/// <summary>What of a payout is one organisation's.</summary>
/// <param name="DifferingLines">Lines behind which nothing of ours was found, or another amount.</param>
internal sealed record PayoutShare(string Organisation, int Lines, int DifferingLines, PayoutSums Sums)
{
    public PayoutShare With(PayoutLine line) => this with
    {
        Lines = Lines + 1,
        DifferingLines = DifferingLines + (PayoutMatches.Differs(line.Match) ? 1 : 0),
        Sums = Sums + PayoutSums.Of(line),
    };
}

/// <summary>By kind, in minor units of the payout's currency. Fees are below zero: they were kept back.</summary>
internal sealed record PayoutSums(long Charges, long Refunds, long Disputes, long Fees, long Other)
{
    public static readonly PayoutSums None = new(0, 0, 0, 0, 0);

    [JsonIgnore]
    public long Total => checked(Charges + Refunds + Disputes + Fees + Other);

    public static PayoutSums Of(PayoutLine line)
    {
        var fee = new PayoutSums(0, 0, 0, -line.Fee.Minor, 0);
        var amount = line.Amount.Minor;
        return fee + (line.Kind switch
        {
            PayoutLineKinds.Charge => None with { Charges = amount },
            PayoutLineKinds.Refund => None with { Refunds = amount },
            PayoutLineKinds.Dispute => None with { Disputes = amount },
            PayoutLineKinds.Fee => None with { Fees = amount },
            _ => None with { Other = amount },
        });
    }

    public static PayoutSums operator +(PayoutSums left, PayoutSums right) => checked(new(
        left.Charges + right.Charges,
        left.Refunds + right.Refunds,
        left.Disputes + right.Disputes,
        left.Fees + right.Fees,
        left.Other + right.Other));
}

/// <summary>The whole life of a payout in one table.</summary>
internal static class PayoutStates
{
    public const string Pending = "pending";
    public const string InTransit = "in_transit";

    /// <summary>The provider takes it to have arrived; the bank may send it back for some days.</summary>
    public const string Paid = "paid";

    public const string Failed = "failed";
    public const string Cancelled = "canceled";

    public static readonly IReadOnlyList<string> All = [Pending, InTransit, Paid, Failed, Cancelled];

    private static readonly HashSet<(string From, string To)> Transitions =
    [
        (Pending, InTransit), (Pending, Paid), (Pending, Failed), (Pending, Cancelled),
        (InTransit, Paid), (InTransit, Failed), (InTransit, Cancelled),
        (Paid, Failed), (Paid, Cancelled),
    ];

    public static bool CanBecome(string from, string to) => Transitions.Contains((from, to));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PayoutContent))]
[JsonSerializable(typeof(PayoutLine))]
internal sealed partial class PayoutRows : JsonSerializerContext;
