using System.Runtime.CompilerServices;
using System.Xml;

namespace Solde.Functions.Debits;

/// <summary>
/// pain.002, the bank's word on a file of ours, in version 03, 10 and those between: elements are known by their local names, as
/// what we read did not change. The report has no number: one that comes twice has the same id.
/// </summary>
internal sealed class StatusReportReader : IReturnFileReader
{
    public Task<ReturnReading> ReadAsync(Stream file, int? expectedSequence, CancellationToken cancellation) =>
        ReturnReading.OfAsync(file, ParseAsync, cancellation);

    private static async IAsyncEnumerable<ReturnPart> ParseAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var xml = XmlReader.Create(file, XmlFiles.Settings());
        var report = new StatusReport();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (more, broken) = await XmlFiles.NextAsync(xml);
            if (broken is not null || !more)
            {
                if ((broken ?? (report.IsWhole ? null : FileFaults.Element.At(0, "CstmrPmtStsRpt"))) is { } fault)
                    yield return fault;
                yield break;
            }
            foreach (var part in await TakeAsync(report, xml))
            {
                yield return part;
                if (part.Fault is not null)
                    yield break;
            }
        }
    }

    private static async Task<IReadOnlyList<ReturnPart>> TakeAsync(StatusReport report, XmlReader xml)
    {
        var line = XmlFiles.LineOf(xml);
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var fault = report.Enter(xml.LocalName, xml.NamespaceURI, xml.GetAttribute("Ccy"), line);
                if (fault is not null)
                    return [fault];
                return xml.IsEmptyElement ? report.Leave(line) : [];
            case XmlNodeType.Text or XmlNodeType.CDATA:
                return await XmlFiles.TextAsync(xml) is { } text && report.Take(text.Trim()) ? [] : [report.FaultHere(line)];
            case XmlNodeType.EndElement:
                return report.Leave(line);
            default:
                return [];
        }
    }
}
