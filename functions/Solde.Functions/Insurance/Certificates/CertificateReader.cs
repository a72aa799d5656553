using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Insurance;

/// <summary>The certificates of a whole office, in the order of its accounts, read from where a page begins.</summary>
internal sealed class CertificateReader(TableServiceClient tables)
{
    /// <param name="after">The account and the certificate to go on after; null for the beginning.</param>
    public async IAsyncEnumerable<(string Account, Certificate Certificate)> AllAsync(
        string organisation, (string Account, string Certificate)? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (range, before) = PartitionKey.RangeOf(organisation, ProviderInsurance.Kind);
        var prefix = Row.KeyOf(ProviderInsurance.CertificatePrefix, isOpen: true);
        var end = prefix[..^1] + "}";
        // The account that a page ended in is read again, and what it showed of it left out: an account has few certificates,
        // and a filter that says "or" makes the storage look through the whole table.
        var from = range + after?.Account;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {from} and PartitionKey lt {before} and RowKey gt {prefix} and RowKey lt {end}");
        await foreach (var row in tables.GetTableClient(ProviderInsurance.Table).QueryAsync(filter, cancellationToken: cancellation))
        {
            var account = row.PartitionKey[range.Length..];
            var certificate = JsonSerializer.Deserialize(RowData.Read(row), InsuranceRows.Default.Certificate)!;
            if (account != after?.Account || string.CompareOrdinal(certificate.Id, after?.Certificate) > 0)
                yield return (account, certificate);
        }
    }
}
