using System.Reflection;

namespace Solde.Local.Desk;

/// <summary>The folder of the app to run.</summary>
internal static class FunctionApp
{
    /// <param name="given">Null for the app that was built with this program.</param>
    /// <exception cref="DeskException">There is no app.</exception>
    public static string Locate(string? given)
    {
        var folder = given is null ? Built() : Path.GetFullPath(given);
        return File.Exists(Path.Combine(folder, "host.json"))
            ? folder
            : throw new DeskException($"{folder} has no host.json: build the solution first, or name a published app with --app.");
    }

    /// <summary>Written at build, relative to this program's own folder.</summary>
    public static string Built()
    {
        var written = typeof(FunctionApp).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "FunctionAppDirectory").Value!;
        return Path.GetFullPath(written, AppContext.BaseDirectory);
    }
}
