#include "store/sqlite_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/log.hpp"
#include "store/disk_reserve.hpp"

namespace spotdrill {
namespace {

/// What the file's PRAGMA user_version says when its tables are the ones below.
constexpr int schema_version = 1;

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS record (
  kind  TEXT NOT NULL,
  scope TEXT NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (kind, scope, key)
) WITHOUT ROWID;
)sql";

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// A row's table, scope and key. In this order, so that one commit's rows lie close together.
using RowName = std::array<std::string, 3>;

/// The disk is full, or it refuses in some other way: what was not written may be written later.
bool disk_refuses(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_FULL || primary == SQLITE_IOERR;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(Database database, const std::filesystem::path& file)
      : file_(file),
        database_(std::move(database)),
        load_(prepare("SELECT key, value FROM record WHERE kind=? AND scope=? ORDER BY key")),
        read_(prepare("SELECT value FROM record WHERE kind=? AND scope=? AND key=?")),
        scopes_(prepare("SELECT DISTINCT scope FROM record WHERE kind=? ORDER BY scope")),
        put_(prepare("INSERT OR REPLACE INTO record VALUES (?,?,?,?)")),
        erase_(prepare("DELETE FROM record WHERE kind=? AND scope=? AND key=?")),
        reserve_(DiskReserve::file_in(file.parent_path())) {
    reserve_.restore();
  }

  std::vector<Row> load(std::string_view table, std::string_view scope) override {
    std::map<std::string, std::string> rows;
    if (!emptied_) {
      bind(load_, {table, scope});
      while (step(load_)) rows.insert_or_assign(column(load_, 0), column(load_, 1));
    }
    for (const auto& [name, value] : pending_) {
      if (name[0] != table || name[1] != scope) continue;
      if (value.has_value()) {
        rows.insert_or_assign(name[2], *value);
      } else {
        rows.erase(name[2]);
      }
    }
    std::vector<Row> result;
    for (auto& [key, value] : rows) result.push_back({key, std::move(value)});
    return result;
  }

  std::optional<std::string> read(std::string_view table, std::string_view scope,
                                  std::string_view key) override {
    const auto pending =
        pending_.find(RowName{std::string{table}, std::string{scope}, std::string{key}});
    if (pending != pending_.end()) return pending->second;
    if (emptied_) return std::nullopt;
    bind(read_, {table, scope, key});
    std::optional<std::string> value;
    while (step(read_)) value = column(read_, 0);
    return value;
  }

  std::vector<std::string> scopes(std::string_view table) override {
    std::set<std::string> names;
    if (!emptied_) {
      bind(scopes_, {table});
      while (step(scopes_)) names.insert(column(scopes_, 0));
    }
    for (const auto& [name, value] : pending_) {
      if (name[0] == table && value.has_value()) names.insert(name[1]);
    }
    return {names.begin(), names.end()};
  }

  void put(std::string_view table, std::string_view scope, std::string_view key,
           std::string_view value) override {
    mark_changed();
    pending_.insert_or_assign(RowName{std::string{table}, std::string{scope}, std::string{key}},
                              std::string{value});
  }

  void erase(std::string_view table, std::string_view scope, std::string_view key) override {
    mark_changed();
    pending_.insert_or_assign(RowName{std::string{table}, std::string{scope}, std::string{key}},
                              std::nullopt);
  }

 protected:
  bool write() override {
    if (pending_.empty() && !emptied_) return true;
    int code = try_write();
    if (disk_refuses(code) && reserve_.release()) code = try_write();
    if (disk_refuses(code)) {
      if (!refused_) log::error("{} cannot be written: {}", file_.string(), message_);
      refused_ = true;
      return false;
    }
    if (code != SQLITE_OK) throw std::runtime_error(fmt::format("SQLite: {}", message_));
    if (std::exchange(refused_, false)) log::info("{} is written again", file_.string());
    pending_.clear();
    emptied_ = false;
    reserve_.restore();
    return true;
  }

  void erase_all() override {
    pending_.clear();
    emptied_ = true;
  }

 private:
  /// One transaction with everything that is buffered, or nothing. Gives SQLite's code.
  int try_write() {
    int code = run("BEGIN IMMEDIATE");
    if (code == SQLITE_OK && emptied_) code = run("DELETE FROM record");
    for (auto row = pending_.begin(); code == SQLITE_OK && row != pending_.end(); ++row) {
      const auto& [name, value] = *row;
      Statement& statement = value.has_value() ? put_ : erase_;
      if (value.has_value()) {
        bind(put_, {name[0], name[1], name[2], *value});
      } else {
        bind(erase_, {name[0], name[1], name[2]});
      }
      if (sqlite3_step(statement.get()) != SQLITE_DONE) code = failed();
      sqlite3_reset(statement.get());
    }
    if (code == SQLITE_OK) code = run("COMMIT");
    // "If the transaction is automatically rolled back … the autocommit mode is on again."
    if (code != SQLITE_OK && sqlite3_get_autocommit(database_.get()) == 0) {
      sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return code;
  }

  int run(const char* sql) {
    return sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK ? SQLITE_OK
                                                                                      : failed();
  }

  /// What went wrong just now, before a roll-back covers it.
  int failed() {
    message_ = sqlite3_errmsg(database_.get());
    return sqlite3_errcode(database_.get());
  }

  Statement prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                             nullptr));
    return Statement{statement};
  }

  void bind(Statement& statement, std::initializer_list<std::string_view> values) {
    sqlite3_reset(statement.get());
    int index = 1;
    for (const std::string_view value : values) {
      // An empty view may have a null pointer, which SQLite would store as NULL.
      const char* data = value.data() == nullptr ? "" : value.data();
      check(sqlite3_bind_text(statement.get(), index++, data, static_cast<int>(value.size()),
                              SQLITE_TRANSIENT));
    }
  }

  bool step(Statement& statement) {
    const int code = sqlite3_step(statement.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) check(code);
    return false;
  }

  static std::string column(Statement& statement, int index) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), index));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), index))};
  }

  /// A database that cannot be read is no state to go on in: the request is answered with
  /// InternalFailure.
  void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    throw std::runtime_error(fmt::format("SQLite: {}", sqlite3_errmsg(database_.get())));
  }

  std::filesystem::path file_;
  Database database_;
  Statement load_;
  Statement read_;
  Statement scopes_;
  Statement put_;
  Statement erase_;
  DiskReserve reserve_;
  std::map<RowName, std::optional<std::string>> pending_;  // No value: the row is to be erased.
  bool emptied_ = false;                                   // Before `pending_`.
  bool refused_ = false;
  std::string message_;
};

}  // namespace

Result<std::unique_ptr<Store>, std::string> open_sqlite_store(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database database{raw};
  const auto failed = [&](std::string_view what) {
    return refuse(fmt::format("Cannot use {}: {} ({}). Give another directory with --data.",
                              file.string(), what, sqlite3_errmsg(raw)));
  };
  if (opened != SQLITE_OK) return failed("it does not open");
  sqlite3_busy_timeout(raw, 2000);
  // Of the cache, 8 MiB at most: SQLite's own 2 are less than some hundred instances, whose pages
  // were read again at every commit.
  if (sqlite3_exec(raw,
                   "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8192;",
                   nullptr, nullptr, nullptr) != SQLITE_OK) {
    return failed("it is no SQLite database, or not writable");
  }

  int version = 0;
  const auto read_version = [](void* out, int, char** values, char**) {
    *static_cast<int*>(out) = std::atoi(values[0]);
    return 0;
  };
  sqlite3_exec(raw, "PRAGMA user_version", read_version, &version, nullptr);
  if (version > schema_version) return failed("a newer spotdrill wrote it");
  const auto execute = [&](const std::string& sql) {
    return sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  // Nothing is written where nothing is to be made: the disk may be full.
  if (version < schema_version &&
      (!execute(schema) || !execute(fmt::format("PRAGMA user_version={}", schema_version)))) {
    return failed("its tables cannot be made");
  }
  return std::unique_ptr<Store>{std::make_unique<SqliteStore>(std::move(database), file)};
}

}  // namespace spotdrill
