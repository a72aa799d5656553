using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Solde.Functions.Ledger;

/// <summary>
/// Recomputes ledger accounts from journal entries as they are stored, and says what is wrong with the entries themselves.
/// It reads numbers and postings only: what changed and why, most of an entry, is passed over without being taken apart.
/// </summary>
public sealed class JournalSums
{
    private const int LongestName = 256;

    private readonly Dictionary<string, long> _byLedger = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _ofEntry = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    /// <summary>In minor units, debit above zero.</summary>
    public IReadOnlyDictionary<string, long> ByLedger => _byLedger;

    public long Entries { get; private set; }

    public IReadOnlyList<string> Faults => _faults;

    public void Add(JournalEntry entry)
    {
        foreach (var posting in entry.Postings)
            Post(posting.Ledger, posting.Amount.Minor, posting.Amount.Currency);
        End(entry.Sequence);
    }

    /// <param name="json">An entry as it lies in its row.</param>
    public void Add(string json)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        Read(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (sequence, isRead) = (0L, false);
        reader.Read();
        // Entries are written sequence first and changes last, so that those are mostly never reached.
        while (!isRead && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("sequence"u8))
            {
                reader.Read();
                sequence = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("postings"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    ReadPosting(ref reader);
                isRead = sequence != 0;
            }
            else
            {
                reader.Skip();
            }
        }
        End(sequence);
    }

    private void ReadPosting(ref Utf8JsonReader reader)
    {
        Span<char> ledger = stackalloc char[LongestName];
        Span<char> currency = stackalloc char[LongestName];
        var (ledgerLength, currencyLength, minor) = (0, 0, 0L);
        var end = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > end)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.ValueTextEquals("ledger"u8))
                ledgerLength = Text(ref reader, ledger);
            else if (reader.ValueTextEquals("currency"u8))
                currencyLength = Text(ref reader, currency);
            else if (reader.ValueTextEquals("minor"u8))
                minor = reader.Read() ? reader.GetInt64() : 0;
        }
        Post(ledger[..ledgerLength], minor, currency[..currencyLength]);
    }

    private static int Text(ref Utf8JsonReader reader, scoped Span<char> to)
    {
        reader.Read();
        return reader.CopyString(to);
    }

    private void Post(ReadOnlySpan<char> ledger, long minor, ReadOnlySpan<char> currency)
    {
        Add(_byLedger, ledger, minor);
        Add(_ofEntry, currency, minor);
    }

    private static void Add(Dictionary<string, long> sums, ReadOnlySpan<char> key, long minor)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums.GetAlternateLookup<ReadOnlySpan<char>>(), key, out _);
        sum = checked(sum + minor);
    }

    private void End(long sequence)
    {
        if (sequence != ++Entries)
            _faults.Add($"Entry {Entries} is missing from the journal.");
        if (_ofEntry.Values.Any(left => left != 0))
            _faults.Add($"Entry {sequence} does not balance.");
        _ofEntry.Clear();
    }
}
