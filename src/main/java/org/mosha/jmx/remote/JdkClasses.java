package org.mosha.jmx.remote;

import javax.management.loading.ClassLoaderRepository;

/** Finds the JDK's classes and no others, so that clients' arguments can be of no other class. */
final class JdkClasses implements ClassLoaderRepository {
    @Override
    public Class<?> loadClass(String className) throws ClassNotFoundException {
        return Class.forName(className, false, ClassLoader.getPlatformClassLoader());
    }

    @Override
    public Class<?> loadClassWithout(ClassLoader exclude, String className) throws ClassNotFoundException {
        return loadClass(className);
    }

    @Override
    public Class<?> loadClassBefore(ClassLoader stop, String className) throws ClassNotFoundException {
        return loadClass(className);
    }
}
