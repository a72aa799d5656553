using System.Runtime.CompilerServices;

namespace Solde.Tests.Claims;

/// <summary>Pages of docs/ that say what the code does.</summary>
internal static class DocsFolder
{
    public static string File(string name) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", name));

    private static string Here([CallerFilePath] string here = "") => here;
}
