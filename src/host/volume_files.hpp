// Volumes and snapshots as what is below DATA/volumes: an image each where they are block devices,
// else a directory with the files that are on it.
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/volume_store.hpp"
#include "host/boot_config.hpp"
#include "host/descriptor.hpp"
#include "host/linux_process_host.hpp"

namespace spotdrill {

class VolumeFiles final : public VolumeStore {
 public:
  /// Volumes below `options.data_dir`; images where loop devices can be made. What ordinary users'
  /// instances have written, spotdrill-init copies and deletes with their rights.
  VolumeFiles(boost::asio::io_context& loop, const HostOptions& options, HostMode mode,
              SubordinateIds ids);
  ~VolumeFiles() override;

  [[nodiscard]] std::uint64_t bytes_max() const override;
  Result<void, std::string> make(const std::string& id, std::uint64_t bytes) override;
  Result<void, std::string> grow(const std::string& id, std::uint64_t bytes) override;
  void copy(const std::string& from, const std::string& to, std::uint64_t bytes,
            Done done) override;
  void remove(const std::string& id) override;
  void retain(const std::set<std::string>& ids) override;

  /// The volume as an opened block device; not valid where it is a directory.
  /// Errors: one sentence.
  [[nodiscard]] Result<Descriptor, std::string> open(const std::string& id) const;

 private:
  struct Copy;

  /// What spotdrill-init is called with to do what `words` say. Errors: why it cannot be.
  [[nodiscard]] Result<std::vector<std::string>, std::string> helper_arguments(
      const std::vector<std::string>& words) const;
  [[nodiscard]] Result<pid_t, std::string> start_helper(
      const std::vector<std::string>& words) const;
  void finish(const std::shared_ptr<Copy>& copy, int code);

  boost::asio::io_context& loop_;
  std::filesystem::path directory_;
  std::filesystem::path init_program_;
  HostMode mode_;
  SubordinateIds ids_;
  Result<void, std::string> helper_config_;  ///< Whether it is written.
  bool blocks_;
  std::shared_ptr<VolumeFiles*> alive_;
};

}  // namespace spotdrill
