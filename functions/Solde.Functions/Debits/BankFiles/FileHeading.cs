using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a file says of itself. The same heading and the same orders give the same bytes.</summary>
/// <param name="Sequence">Rises by exactly one under an agreement. Canada's has four digits: after 9999 its files begin at 1 again.</param>
/// <param name="CreatedAt">At the organisation's own offset: its date is the file's date.</param>
/// <param name="FileId">SEPA: the message's id, 30 characters at most and never used twice; it comes back in pain.002.</param>
/// <param name="Groups">SEPA: what <see cref="OrderGroup.OfAsync"/> gave for the same orders, since sums stand before lines there.</param>
internal sealed record FileHeading(int Sequence, DateTimeOffset CreatedAt, string FileId, IReadOnlyList<OrderGroup> Groups)
{
    [JsonIgnore]
    public DateOnly CreatedOn => DateOnly.FromDateTime(CreatedAt.DateTime);
}

/// <summary>Orders that stand together in a SEPA file: one day, one sequence type.</summary>
internal sealed record OrderGroup(DateOnly Due, string Sequence, int Count, Money Total)
{
    public bool Holds(DebitOrder order) => order.Due == Due && order.Sequence == Sequence;

    /// <summary>Reads the orders once. They come sorted by day and sequence type; a group that comes twice is two groups.</summary>
    public static async Task<IReadOnlyList<OrderGroup>> OfAsync(IAsyncEnumerable<DebitOrder> orders, CancellationToken cancellation)
    {
        var groups = new List<OrderGroup>();
        await foreach (var order in orders.WithCancellation(cancellation))
        {
            if (groups.Count > 0 && groups[^1].Holds(order))
                groups[^1] = groups[^1] with { Count = groups[^1].Count + 1, Total = groups[^1].Total + order.Amount };
            else
                groups.Add(new OrderGroup(order.Due, order.Sequence, 1, order.Amount));
        }
        return groups;
    }
}

/// <summary>What was written.</summary>
/// <param name="Orders">Lines of every kind.</param>
/// <param name="Amount">What the debits among them ask for; cancellations and the rest count nothing.</param>
/// <param name="Sha256">Of all bytes, in lower-case hexadecimal.</param>
internal sealed record FileTotals(int Orders, Money Amount, long Bytes, string Sha256);
