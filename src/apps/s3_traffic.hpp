// What instances send to S3 and get from it, as it goes over the wire: written into the journal,
// and held back as a slow line would. Objects themselves are services/s3's; how a drill judges its
// facts is drill/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "apps/s3_pace.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "host/written_files.hpp"
#include "http/traffic.hpp"
#include "wire/credentials.hpp"

namespace spotdrill::apps {

/// Uploads in parts that are remembered at a time, and keys of one instance that are told as read.
inline constexpr std::size_t uploads_known_max = 1'000;
inline constexpr std::size_t reads_told_max = 1'000;
/// Files that were uploaded while they were written: each keeps a descriptor open.
inline constexpr std::size_t files_watched_max = 64;

/// One request to S3 by an instance: what it is for.
struct S3Call {
  enum class Kind : std::uint8_t { Other, Object, Begin, Part, Complete, Abort, Read };
  Kind kind = Kind::Other;
  std::string instance;
  std::string region;
  std::string key;     ///< "bucket/key".
  std::string upload;  ///< Its id, where the request has one.
  std::int64_t part = 0;
  std::uint64_t bytes = 0;
};

/// Journal facts, each about the instance:
///  - `s3-upload` {upload, key, phase, bytes, sent}: `phase` is begun, progress, complete, cut-off,
///    aborted or refused; `bytes` of the whole, 0 where it is not known; `sent` so far.
///  - `s3-upload-torn` {upload, key, file, process, bytes, file_bytes}: the file was being written
///    when it was read for the upload, and is another now.
///  - `s3-read` {key}: it got the object, or part of it.
class S3Traffic : public http::Traffic, public std::enable_shared_from_this<S3Traffic> {
 public:
  using Threads = std::function<std::vector<pid_t>(const std::string& instance)>;

  /// `world` and `credentials` outlive it. `threads`: of an instance.
  S3Traffic(World& world, const wire::CredentialSource& credentials, S3Pace pace, Threads threads);

  /// Hears of the ends of instances from now on.
  void listen();

  std::shared_ptr<http::Transfer> begin(const protocol::HttpRequest& head,
                                        std::uint64_t length) override;
  void at(Instant when, std::function<void()> then) override;

 private:
  class Passage;

  struct Part {
    std::uint64_t bytes = 0;
    std::uint64_t sent = 0;
  };
  struct Upload {
    S3Call of;
    std::map<std::int64_t, Part> parts;  ///< By their numbers: those that were begun.
    Instant told;

    /// What of the parts there is, and what there is to be of them.
    [[nodiscard]] std::uint64_t sent() const;
    [[nodiscard]] std::uint64_t begun() const;
  };
  struct Watched {
    std::string instance;
    std::string region;
    std::string key;
    std::string upload;
    WrittenFile file;
  };

  [[nodiscard]] S3Call call_of(const protocol::HttpRequest& head, std::uint64_t length) const;
  void began(S3Call& call);
  void answered(const S3Call& call, const protocol::HttpResponse& response);
  void cut_off(const S3Call& call, std::uint64_t bytes);
  void tell(const S3Call& call, std::string_view phase, std::uint64_t bytes, std::uint64_t sent);
  void tell_progress(Upload& upload, bool at_once);
  void tell_read(const S3Call& call);
  void watch_file(const S3Call& call);
  void look_at_file_soon(const S3Call& call);
  void look_at_files(const std::string& instance, const std::string& upload, bool last);
  void instance_gone(const std::string& instance);

  World& world_;
  const wire::CredentialSource& credentials_;
  S3Pace pace_;
  Threads threads_;
  Timers timers_;
  std::uint64_t numbers_ = 0;
  std::map<std::string, Upload, std::less<>> uploads_;
  std::map<std::string, std::set<std::string>, std::less<>> read_;
  std::vector<Watched> watched_;
};

}  // namespace spotdrill::apps
