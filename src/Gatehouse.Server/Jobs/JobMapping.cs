using Gatehouse.Server.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gatehouse.Server.Jobs;

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs").IsSilentInAudit().HasRowVersion();
        builder.HasKey(job => new { job.TenantId, job.Id });
        builder.Property(job => job.TenantId).HasMaxLength(21);
        builder.Property(job => job.Id).HasMaxLength(21);
        builder.Property(job => job.Type).HasMaxLength(64);
        builder.Property(job => job.FailureCode).HasMaxLength(128);
        builder.Property(job => job.LeasedBy).HasMaxLength(21);
        builder.Ignore(job => job.HasEnded);
        builder.HasIndex(job => new { job.TenantId, job.CreatedAt, job.Id });
        // What is due, of all tenants.
        builder.HasIndex(job => new { job.State, job.LeasedUntil });
    }
}

internal sealed class JobChunkMapping : IEntityTypeConfiguration<JobChunk>
{
    public void Configure(EntityTypeBuilder<JobChunk> builder)
    {
        builder.ToTable("job_chunks").IsSilentInAudit();
        builder.HasKey(chunk => new { chunk.TenantId, chunk.JobId, chunk.Part, chunk.Number });
        builder.Property(chunk => chunk.Number).ValueGeneratedNever();
        builder.Property(chunk => chunk.TenantId).HasMaxLength(21);
        builder.Property(chunk => chunk.JobId).HasMaxLength(21);
        builder.HasOne<Job>().WithMany().HasForeignKey(chunk => new { chunk.TenantId, chunk.JobId });
    }
}

internal sealed class JobErrorMapping : IEntityTypeConfiguration<JobError>
{
    public void Configure(EntityTypeBuilder<JobError> builder)
    {
        builder.ToTable("job_errors").IsSilentInAudit();
        builder.HasKey(error => new { error.TenantId, error.JobId, error.Line });
        builder.Property(error => error.TenantId).HasMaxLength(21);
        builder.Property(error => error.JobId).HasMaxLength(21);
        builder.Property(error => error.Line).ValueGeneratedNever();
        builder.Property(error => error.Subject).HasMaxLength(128);
        builder.Property(error => error.Code).HasMaxLength(128);
        builder.HasOne<Job>().WithMany().HasForeignKey(error => new { error.TenantId, error.JobId });
    }
}

internal static class JobSets
{
    extension(GatehouseDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();

        public DbSet<JobChunk> JobChunks => db.Set<JobChunk>();

        public DbSet<JobError> JobErrors => db.Set<JobError>();
    }
}
