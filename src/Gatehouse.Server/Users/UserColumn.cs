using System.Globalization;
using System.Linq.Expressions;

namespace Gatehouse.Server.Users;

/// <summary>A column that users are sorted by, and what it takes to go on behind one of them.</summary>
internal abstract class UserColumn
{
    /// <summary>Users may lack it.</summary>
    public abstract bool IsOptional { get; }

    /// <summary>Those that have it, in order.</summary>
    public abstract IQueryable<User> Having(IQueryable<User> users, bool isDescending);

    /// <summary>Those that lack it, in the order of their ids.</summary>
    public abstract IQueryable<User> Lacking(IQueryable<User> users, bool isDescending);

    /// <summary>Those that have it and come behind the cursor's user.</summary>
    public abstract IQueryable<User> Behind(IQueryable<User> users, UserCursor cursor, bool isDescending);

    /// <summary>Where the user stands.</summary>
    public abstract UserCursor CursorOf(User user);

    /// <summary>The cursor's value can be one of this column.</summary>
    public abstract bool Takes(UserCursor cursor);
}

/// <inheritdoc cref="UserColumn"/>
internal sealed class UserColumn<T>(Expression<Func<User, T>> column, bool isOptional = false) : UserColumn
{
    private static readonly bool IsTime = typeof(T) != typeof(string);
    private readonly Func<User, T> _read = column.Compile();

    public override bool IsOptional => isOptional;

    public override IQueryable<User> Having(IQueryable<User> users, bool isDescending)
    {
        if (isOptional) users = users.Where(Lambda(Expression.NotEqual(column.Body, Expression.Constant(null, typeof(T)))));
        return isDescending
            ? users.OrderByDescending(column).ThenByDescending(user => user.Id)
            : users.OrderBy(column).ThenBy(user => user.Id);
    }

    public override IQueryable<User> Lacking(IQueryable<User> users, bool isDescending)
    {
        users = users.Where(Lambda(Expression.Equal(column.Body, Expression.Constant(null, typeof(T)))));
        return isDescending ? users.OrderByDescending(user => user.Id) : users.OrderBy(user => user.Id);
    }

    /// <summary>
    /// The first condition alone bounds the index; "or" would make the database begin at the front and look at each row.
    /// </summary>
    public override IQueryable<User> Behind(IQueryable<User> users, UserCursor cursor, bool isDescending)
    {
        var value = Parameter(cursor);
        var id = cursor.UserId;
        Expression<Func<User, bool>> isBehindInId = isDescending ? user => string.Compare(user.Id, id) < 0 : user => string.Compare(user.Id, id) > 0;
        var behindInId = new Rebound(isBehindInId.Parameters[0], column.Parameters[0]).Visit(isBehindInId.Body);
        return users
            .Where(Lambda(Compare(value, isDescending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual)))
            .Where(Lambda(Expression.OrElse(Compare(value, isDescending ? ExpressionType.LessThan : ExpressionType.GreaterThan), behindInId)));
    }

    public override UserCursor CursorOf(User user) => new(_read(user) switch
    {
        null => null,
        DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        var text => (string)(object)text,
    }, user.Id);

    public override bool Takes(UserCursor cursor) => cursor.Value is null ? isOptional : !IsTime || TryReadTime(cursor.Value, out _);

    private BinaryExpression Compare(Expression value, ExpressionType how) => IsTime
        ? Expression.MakeBinary(how, column.Body, value)
        : Expression.MakeBinary(how, Expression.Call(typeof(string), nameof(string.Compare), null, column.Body, value), Expression.Constant(0));

    /// <summary>A captured variable, so that the statement has a parameter and not a literal.</summary>
    private static MemberExpression Parameter(UserCursor cursor)
    {
        var value = IsTime && TryReadTime(cursor.Value!, out var time) ? (T)(object)time : (T)(object)cursor.Value!;
        return Expression.Property(Expression.Constant(new Captured(value)), nameof(Captured.Value));
    }

    private static bool TryReadTime(string text, out DateTime time)
    {
        var isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks;
        time = isTime ? new DateTime(ticks, DateTimeKind.Utc) : default;
        return isTime;
    }

    private Expression<Func<User, bool>> Lambda(Expression body) => Expression.Lambda<Func<User, bool>>(body, column.Parameters);

    private sealed record Captured(T Value);

    private sealed class Rebound(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
