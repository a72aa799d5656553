using System.Reflection;

namespace Solde.Local.Azurite;

/// <summary>Azurite's npm package, installed from the lock file when it is first needed.</summary>
internal static class AzuritePackage
{
    /// <summary>Installs when needed, and returns the script that node runs, and what node loads before it.</summary>
    public static async Task<(string Script, string Lookups)> EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        var directory = FindDirectory();
        await NpmFolder.EnsureInstalledAsync(directory, cancellationToken);
        return (Path.Combine(directory, "node_modules", "azurite", "dist", "src", "azurite.js"), Path.Combine(directory, "lookups.cjs"));
    }

    private static string FindDirectory()
    {
        var written = typeof(AzuritePackage).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "AzuritePackageDirectory")?.Value;
        if (written is not null && File.Exists(Path.Combine(written, "package-lock.json"))) return written;

        // The source tree was moved since it was built.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Solde.slnx"))) return Path.Combine(folder.FullName, "infra", "local", "Azurite");
        throw new InvalidOperationException("infra/local/Azurite with Azurite's package-lock.json was not found above the running program.");
    }
}
